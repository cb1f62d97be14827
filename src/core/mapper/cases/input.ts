import type { MapperInput } from '../kratos/run'
import type { MapperCase } from './case'

/** The file that a case names for its identity schema; `undefined` where it has the schema itself. */
export function schemaFileOf({ schema }: Pick<MapperCase, 'schema'>): string | undefined {
  if (!schema || Object.keys(schema).length !== 1) return undefined
  const { file } = schema
  return typeof file === 'string' ? file : undefined
}

/**
 * What a mapper is run with for a case.
 *
 * @param on the mapper's text, the name that stands in messages, and the identity schema in JSON for
 * a case that has none of its own
 */
export function caseInput(
  mapperCase: MapperCase,
  on: Pick<MapperInput, 'text' | 'fileName' | 'schema'>,
): MapperInput {
  const { mode, claims, issuer, form, identity } = mapperCase
  const { update_identity_on_login: updateOnLogin } = mapperCase
  const own = schemaFileOf(mapperCase) === undefined ? mapperCase.schema : undefined
  const schema = own ? JSON.stringify(own) : on.schema
  return {
    text: on.text,
    fileName: on.fileName,
    claims:
      mode === 'exact'
        ? { mode: 'exact', json: JSON.stringify(claims) }
        : {
            mode: 'provider',
            kind: mode.provider,
            payload: claims,
            ...(issuer === undefined ? {} : { connectionIssuer: issuer }),
          },
    ...(form ? { form } : {}),
    // With `never` the mapper is run at registration alone, so that is what the case is one of.
    ...(identity && updateOnLogin !== 'never' ? { identity: identityOf(identity) } : {}),
    ...(updateOnLogin ? { updateOnLogin } : {}),
    ...(schema === undefined ? {} : { schema }),
  }
}

function identityOf({
  traits,
  metadata_public: publicMetadata,
  metadata_admin: adminMetadata,
}: NonNullable<MapperCase['identity']>): NonNullable<MapperInput['identity']> {
  return {
    ...(traits ? { traits } : {}),
    ...(publicMetadata ? { metadata_public: publicMetadata } : {}),
    ...(adminMetadata ? { metadata_admin: adminMetadata } : {}),
  }
}
