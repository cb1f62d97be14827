import {
  entityLabel,
  workingCopy,
  type WorkingConnection,
  type WorkingCopy,
} from '../../../core/draft/working-copy'
import { failure } from '../../../core/errors/result'
import { appError } from '../../../core/errors/app-error'
import { t } from '../../../core/language/translate'
import type { Intents } from '../../../core/intents/intents'
import type { MapperUse, UseState } from '../../../core/mapper/texts/entry'
import type { LintSituation } from '../../../core/mapper/lint/rule'
import { textMember } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import { domainsIn, groupMappers, situationsOf } from '../mappers/mapper-groups'
import type { ReadText } from '../projects/projects'
import type { ProjectId } from '../../../core/model/project-id'

/** A mapper in one project. */
export interface ProjectMapper {
  readonly id: string
  /** One of its addresses, an inline one if there is one. */
  readonly address: string
  readonly uses: readonly MapperUse[]
  /** Of the connections that have it with the draft, without the schema. */
  readonly situations: readonly LintSituation[]
}

const addressOf = ({ server }: WorkingConnection) =>
  (server && textMember(server, 'mapper_url')) ?? ''

/** How a connection of the server stands that the draft gives another mapper, or none. */
function stateBehind(connection: WorkingConnection): UseState {
  return connection.status === 'deleted' ? 'deleted' : 'replaced'
}

/** Connections whose mapper on the server is not the one that they have with the draft. */
function isBehind(connection: WorkingConnection): boolean {
  const { status, edited } = connection
  if (addressOf(connection) === '') return false
  return status === 'deleted' || edited.includes('mapper_url')
}

/** The same connections as the server has them, so that they are grouped by their mappers there. */
const asOnServer = (connection: WorkingConnection): WorkingConnection => ({
  ...connection,
  status: 'unchanged',
  fields: connection.server ?? connection.fields,
})

function useIn(
  projectId: ProjectId,
  { organizations }: WorkingCopy,
): (connection: WorkingConnection, state: UseState) => MapperUse {
  const labels = new Map(
    organizations.map(({ target, fields }) => [target.key, entityLabel(fields, target)]),
  )
  return ({ target, fields, protocol, ambiguous }, state) => {
    const organizationKey = textMember(fields, 'organization_id') ?? ''
    const organization = labels.get(organizationKey)
    return {
      projectId,
      connectionKey: target.key,
      label: entityLabel(fields, target),
      ...(organization === undefined ? {} : { organization, organizationKey }),
      kind: protocol === 'saml' ? 'saml' : (textMember(fields, 'provider') ?? ''),
      state,
      ambiguous,
    }
  }
}

/**
 * The mappers of a project, with the draft and as the server has them: of a connection whose mapper the
 * draft changes there are two uses, of the text that goes and of the one that comes.
 *
 * @param known texts by addresses that name no content
 */
export async function projectMappers(
  snapshot: Snapshot,
  intents: Intents,
  known: ReadonlyMap<string, string>,
): Promise<ProjectMapper[]> {
  const copy = workingCopy(snapshot, intents)
  const readText: ReadText = (address) => {
    const value = known.get(address)
    return Promise.resolve(value === undefined ? notRead : { ok: true, value })
  }
  const useOf = useIn(snapshot.summary.id, copy)
  const domainsOf = domainsIn(copy)
  const found = new Map<string, ProjectMapper>()
  for (const { id, address, connections } of await groupMappers(copy, readText)) {
    const uses = connections.map((connection) =>
      useOf(
        connection,
        connection.status === 'new' || connection.edited.includes('mapper_url')
          ? 'draft'
          : 'server',
      ),
    )
    found.set(id, {
      id,
      address,
      uses,
      situations: situationsOf(connections, domainsOf, undefined),
    })
  }
  const behind = new Map(
    copy.connections.filter(isBehind).map((connection) => [connection.target.key, connection]),
  )
  const before = { ...copy, connections: [...behind.values()].map(asOnServer) }
  for (const { id, address, connections } of await groupMappers(before, readText)) {
    const uses = connections.flatMap((connection) => {
      const own = behind.get(connection.target.key)
      return own ? [useOf(connection, stateBehind(own))] : []
    })
    const same = found.get(id) ?? { id, address, uses: [], situations: [] }
    // A draft may write the server's own text anew, which is no other mapper.
    const there = new Set(same.uses.map(({ connectionKey }) => connectionKey))
    const added = uses.filter(({ connectionKey }) => !there.has(connectionKey))
    found.set(id, { ...same, uses: [...same.uses, ...added] })
  }
  return [...found.values()].filter(({ uses }) => uses.length > 0)
}

const notRead = failure(appError('network.off', t('The text is not on this computer')))
