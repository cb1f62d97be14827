import { success, type Result } from '../../../core/errors/result'
import { textListMember, textMember } from '../../../core/model/json'
import type { ProjectId } from '../../../core/model/project-id'
import type { PeopleFrame } from '../../../core/people/count-people'
import { emailTraits } from '../../../core/mapper/template/email-traits'
import { usualPaths, type AddressPaths, type SchemaPaths } from '../../../core/people/person'
import { accountOf } from '../../../core/sign-in-ways/facts'
import { comparableDomain } from '../../../core/sign-in-ways/email-domain'
import type { AppFiles } from '../../files/app-files'
import { parsedSchema, type IdentitySchemas } from '../projects/identity-schemas'
import { savedCopy } from '../projects/saved-copy'

const mostSchemas = 20

export interface PeopleFrameDeps {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly identitySchemas: Pick<IdentitySchemas, 'list' | 'read'>
}

export interface ProjectFrame extends Omit<PeopleFrame, 'readAt'> {
  readonly paths: SchemaPaths
}

function pathsIn(text: string): AddressPaths {
  const schema = parsedSchema(text)
  const found = schema ? emailTraits(schema) : []
  return found.length > 0 ? found : usualPaths
}

/** Address paths per schema; the usual ones for an unreadable schema. */
async function addressesBySchema(
  identitySchemas: PeopleFrameDeps['identitySchemas'],
  projectId: ProjectId,
  signal: AbortSignal,
): Promise<SchemaPaths> {
  const listed = await identitySchemas.list(projectId)
  const entries = listed.ok ? listed.value.slice(0, mostSchemas) : []
  const found = await Promise.all(
    entries.map(async ({ id }) => {
      const text = await identitySchemas.read(projectId, id, signal)
      return [id, pathsIn(text.ok ? text.value : '')] as const
    }),
  )
  const schemas = new Map(found)
  return { schemas, usual: schemas.get(entries[0]?.id ?? '') ?? usualPaths }
}

/** Organizations, domains and connections (server and draft) that counting people needs. */
export async function peopleFrame(
  { files, identitySchemas }: PeopleFrameDeps,
  projectId: ProjectId,
  signal: AbortSignal,
): Promise<Result<ProjectFrame>> {
  const copy = await savedCopy(files, projectId)
  if (!copy.ok) return copy
  const { organizations, connections } = copy.value
  const own = organizations.flatMap(({ server }) => {
    const id = server ? textMember(server, 'id') : undefined
    if (!server || id === undefined) return []
    return [{ id, domains: textListMember(server, 'domains').map(comparableDomain) }]
  })
  const drafted = organizations.flatMap(({ status, fields }) =>
    status === 'deleted' ? [] : textListMember(fields, 'domains').map(comparableDomain),
  )
  const domains = [...new Set([...own.flatMap(({ domains: some }) => some), ...drafted])]
  // Draft IDs too: they may have been in use before.
  const keys = connections.flatMap(({ protocol, fields, server = fields }) => [
    accountOf({ protocol, fields: server }),
    accountOf({ protocol, fields }),
  ])
  const paths = await addressesBySchema(identitySchemas, projectId, signal)
  return success({ organizations: own, connections: [...new Set(keys)], domains, paths })
}
