import type { MapperInput } from '../kratos/run'
import type { MapperCase } from './case'

/** The file with the identity schema of a case; `undefined` where the case contains the schema. */
export function schemaFileOf({ schema }: Pick<MapperCase, 'schema'>): string | undefined {
  if (!schema || Object.keys(schema).length !== 1) return undefined
  const { file } = schema
  return typeof file === 'string' ? file : undefined
}

/**
 * The input of a mapper run for a case.
 *
 * @param on the mapper's text, its name for messages, and the identity schema in JSON, used for a case
 *   without a schema of its own
 */
export function caseInput(
  mapperCase: MapperCase,
  on: Pick<MapperInput, 'text' | 'fileName' | 'schema'>,
): MapperInput {
  const { mode, given, claims, issuer, form, identity } = mapperCase
  const { update_identity_on_login: updateOnLogin } = mapperCase
  const own = schemaFileOf(mapperCase) === undefined ? mapperCase.schema : undefined
  const schema = own ? JSON.stringify(own) : on.schema
  return {
    text: on.text,
    fileName: on.fileName,
    claims:
      mode === 'exact'
        ? { mode: 'exact', json: JSON.stringify(claims), ...(given ? { given } : {}) }
        : {
            mode: 'provider',
            kind: mode.provider,
            payload: claims,
            ...(issuer === undefined ? {} : { connectionIssuer: issuer }),
          },
    ...(form ? { form } : {}),
    // With `never` the mapper only runs at registration, so the case is a registration.
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
