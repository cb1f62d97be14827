import { proposedId, type OrganizationIds } from '../intents/organization-ids'
import { compilePatch, type PatchOperation } from '../patch/compile'
import { compileNormalizedPatch, switchedIn } from '../patch/compile-normalized'
import { newOrganization } from '../patch/compile-organizations'
import {
  filterIntents,
  inOrderOfMaking,
  noIntents,
  type EntityIntent,
  type Intents,
} from '../intents/intents'
import { connectionKey, type Protocol } from '../model/connection'
import { isJsonArray } from '../model/json'
import { organizationRoute, type ReadRows, type Snapshot } from '../model/snapshot'
import { publishedTarget } from './published-target'

/** A guarded patch of a publish, with the intents that it sends. */
export interface PatchStep {
  /**
   * `patch-new-organizations` goes before `patch-project`, which needs the ids of its answer, and
   * `patch-normalized`, which sends SCIM clients and states of connections to the normalized form, after both.
   */
  readonly kind: 'patch-new-organizations' | 'patch-project' | 'patch-normalized'
  readonly intents: Intents
  readonly operations: readonly PatchOperation[]
}

const isNew = ({ kind }: EntityIntent) => kind === 'create'

/** Whether a connection refers to a new organization by an id that only the server's answer tells. */
function needsAnswer(
  { organizationIds }: Snapshot,
  { organization, connection }: Intents,
): boolean {
  return Object.values(connection).some(({ fields }) => {
    const to = fields['organization_id']?.to
    if (typeof to !== 'string' || organization[to]?.kind !== 'create') return false
    return organizationIds !== 'kept' || proposedId(to) === undefined
  })
}

/** New organizations as they are created first: without domains, since nobody could sign in by them yet. */
function creations(intents: Intents): Intents {
  const organization = Object.fromEntries(
    Object.entries(intents.organization).flatMap(([key, intent]) => {
      if (!isNew(intent)) return []
      const { domains: _later, ...fields } = intent.fields
      return [[key, { ...intent, fields }] as const]
    }),
  )
  return { ...noIntents, organization }
}

/** What is left of the intents once their new organizations are there, still under their draft keys. */
function afterCreation(intents: Intents): Intents {
  const organization = Object.fromEntries(
    Object.entries(intents.organization).flatMap(([key, intent]) => {
      if (!isNew(intent)) return [[key, intent] as const]
      const { domains } = intent.fields
      if (domains === undefined) return []
      return [
        [key, { kind: 'edit', fields: { domains: { from: [], ...domains } } } as const] as const,
      ]
    }),
  )
  return { ...intents, organization }
}

/** The state that the creations leave, with draft keys in place of the ids that the server gives. */
function withCreated(snapshot: Snapshot, first: Intents): Snapshot {
  const { organizations } = snapshot.project
  const created = inOrderOfMaking(first.organization).map(([key, intent]) =>
    newOrganization(intent, key),
  )
  const all = [...(isJsonArray(organizations) ? organizations : []), ...created]
  return { ...snapshot, project: { ...snapshot.project, organizations: all } }
}

/** Whether a request has to set the state of a connection: Ory enables a new one. */
export const needsState = ({ kind, fields: { state } }: EntityIntent) =>
  kind !== 'delete' && state !== undefined && (kind === 'edit' || state.to === 'disabled')

/** The intents for the document of a project: without SCIM clients, and without states that the normalized form gets. */
function documentIntents(intents: Intents): Intents {
  const connection = Object.fromEntries(
    Object.entries(intents.connection).flatMap(([key, intent]) => {
      if (!needsState(intent)) return [[key, intent] as const]
      const { state: _later, ...fields } = intent.fields
      const isEmpty = intent.kind === 'edit' && Object.keys(fields).length === 0
      return isEmpty ? [] : [[key, { ...intent, fields }] as const]
    }),
  )
  return { ...intents, connection, 'scim-client': {} }
}

/** The intents for the normalized form, by the keys that connections have after the patch of the document. */
function normalizedIntents(intents: Intents): Intents {
  const connection = Object.fromEntries(
    Object.entries(intents.connection).flatMap(([key, intent]) => {
      const { state } = intent.fields
      if (!state || !needsState(intent)) return []
      const place = publishedTarget({ kind: 'connection', key }, intent, {})
      return [[place.key, { kind: 'edit', fields: { state } } as const] as const]
    }),
  )
  return { ...noIntents, connection, 'scim-client': intents['scim-client'] }
}

/**
 * A snapshot with the rows of the normalized form that a patch of the document leaves: a new connection comes last in
 * its list and is enabled.
 */
export function withRowsAfter(snapshot: Snapshot, { connection }: Intents): Snapshot {
  const { rows } = snapshot
  if (!rows) return snapshot
  const after = (protocol: Protocol): ReadRows[Protocol] => [
    ...rows[protocol].flatMap((row) => {
      const intent = connection[connectionKey(protocol, row.id)]
      const id = intent?.fields['id']?.to
      if (intent?.kind === 'delete') return []
      return [typeof id === 'string' ? { ...row, id } : row]
    }),
    ...inOrderOfMaking(connection).flatMap(([, { protocol: own = 'oidc', fields }]) => {
      const id = fields['id']?.to
      return own === protocol && typeof id === 'string' ? [{ id, state: 'enabled' }] : []
    }),
  ]
  return { ...snapshot, rows: { oidc: after('oidc'), saml: after('saml') } }
}

/** The connections whose state a publish sets, with the place of their rows once the document is patched. */
export const switchedConnections = (snapshot: Snapshot, intents: Intents) =>
  switchedIn(withRowsAfter(snapshot, intents), normalizedIntents(intents).connection)

/** The guarded patch of the normalized form; none where nothing is to be patched. */
function normalizedSteps(snapshot: Snapshot, intents: Intents, ids: OrganizationIds): PatchStep[] {
  const sent = normalizedIntents(intents)
  const operations = compileNormalizedPatch(withRowsAfter(snapshot, intents), sent, ids)
  return operations.length > 0 ? [{ kind: 'patch-normalized', intents: sent, operations }] : []
}

/**
 * All guarded patches that send intents to a snapshot, in order: those of the document, then that of the normalized
 * form, since the organizations and connections that it names have to exist.
 *
 * @param ids as of `projectSteps`
 */
export function patchSteps(
  snapshot: Snapshot,
  intents: Intents,
  ids: OrganizationIds,
): readonly PatchStep[] {
  return [
    ...projectSteps(snapshot, documentIntents(intents), ids),
    ...normalizedSteps(snapshot, intents, ids),
  ]
}

/**
 * The guarded patches of the project that send intents to a snapshot: one with everything, none where there is nothing to patch, or
 * two where connections need an id that only the server's answer tells. Then the first creates the organizations, and
 * the second has the rest, their domains too: until their connections are there, nobody is sent to them.
 *
 * @param ids of organizations that are new in the draft: as proposed, as answered, or what stands for them
 */
function projectSteps(
  snapshot: Snapshot,
  intents: Intents,
  ids: OrganizationIds,
): readonly PatchStep[] {
  const step = (kind: PatchStep['kind'], on: Snapshot, sent: Intents): PatchStep[] => {
    const operations = compilePatch(on, sent, ids)
    return operations.length > 0 ? [{ kind, intents: sent, operations }] : []
  }
  if (organizationRoute(snapshot) === 'requests') {
    return step(
      'patch-project',
      snapshot,
      filterIntents(intents, ({ kind }) => kind !== 'organization'),
    )
  }
  if (!needsAnswer(snapshot, intents)) return step('patch-project', snapshot, intents)
  const first = creations(intents)
  return [
    ...step('patch-new-organizations', snapshot, first),
    ...step('patch-project', withCreated(snapshot, first), afterCreation(intents)),
  ]
}
