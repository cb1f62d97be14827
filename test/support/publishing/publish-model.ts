import { applyPatch } from 'rfc6902'
import { compilePatch } from '../../../src/core/patch/compile'
import { compileNormalizedPatch } from '../../../src/core/patch/compile-normalized'
import { withoutGoneClients } from '../../../src/main/services/projects/normalized-form'
import { currentIntents } from '../../../src/core/intents/current-intents'
import {
  filterIntents,
  inOrderOfMaking,
  targetsOf,
  intentOf,
  type Intents,
} from '../../../src/core/intents/intents'
import type { RecordedEntity } from '../../../src/core/history/publish-history'
import { recordedEntities } from '../../../src/core/history/recorded-entities'
import { workingCopy } from '../../../src/core/draft/working-copy'
import { textMember, type JsonObject, type JsonValue } from '../../../src/core/model/json'
import { organizationRoute, type Snapshot } from '../../../src/core/model/snapshot'

const withProject = (snapshot: Snapshot, project: JsonObject): Snapshot => ({
  ...snapshot,
  project,
  organizations:
    organizationRoute(snapshot) === 'patch'
      ? ((project['organizations'] ?? []) as JsonObject[])
      : snapshot.organizations,
})

/** A plan only deletes an organization without connections; the other deletions stay in the draft. */
function withoutHeldDeletions(snapshot: Snapshot, intents: Intents): Intents {
  const { connections } = workingCopy(snapshot, intents)
  const inUse = new Set(
    connections
      .filter(({ status }) => status !== 'deleted')
      .map(({ fields }) => textMember(fields, 'organization_id')),
  )
  return filterIntents(
    intents,
    ({ kind, key }) =>
      kind !== 'organization' || intents.organization[key]?.kind !== 'delete' || !inUse.has(key),
  )
}

/** The SCIM clients of a server after the patch of its normalized form. */
function withClients(
  snapshot: Snapshot,
  intents: Intents,
  ids: Readonly<Record<string, string>>,
): Snapshot {
  if (!snapshot.scim) return snapshot
  const form = structuredClone({ scim_clients: snapshot.scim.clients })
  const results = applyPatch(form, compileNormalizedPatch(snapshot, intents, ids) as never)
  if (results.some((item) => item !== null)) throw new Error('The patch does not fit')
  return { ...snapshot, scim: { ...snapshot.scim, clients: form.scim_clients } }
}

/** The effect of a draft on a server, without HTTP: through requests for organizations, or one patch. */
export function publishOn(
  snapshot: Snapshot,
  wanted: Intents,
  nextId: () => string,
): { readonly snapshot: Snapshot; readonly entities: RecordedEntity[] } {
  const intents = withoutHeldDeletions(snapshot, currentIntents(snapshot, wanted))
  const ids: Record<string, string> = {}
  let now = snapshot
  const patch = (operations: unknown) => {
    const project = structuredClone(now.project) as JsonObject
    const results = applyPatch(project, operations as never)
    if (results.some((item) => item !== null)) throw new Error('The patch does not fit')
    now = withProject(now, project)
  }
  const viaPatch = organizationRoute(snapshot) === 'patch'
  const created = Object.entries(intents.organization).filter(([, { kind }]) => kind === 'create')
  for (const [key, { fields }] of created) {
    ids[key] = nextId()
    const values = Object.entries(fields).flatMap(([name, { to }]): [string, JsonValue][] =>
      to === undefined || to === '' ? [] : [[name, to]],
    )
    const made = { label: '', domains: [], ...Object.fromEntries(values), id: ids[key] }
    if (!viaPatch) now = { ...now, organizations: [...now.organizations, made] }
  }
  // The server gives every new organization an id of its own.
  const given = inOrderOfMaking(intents.organization).map(([key]) => ids[key])
  const asMade = (value: unknown) => ({ ...(value as JsonObject), id: given.shift() })
  patch(
    compilePatch(now, intents, ids).map((operation) => {
      if (operation.op !== 'add') return operation
      const { path, value } = operation
      if (path === '/organizations/-') return { ...operation, value: asMade(value) }
      if (path !== '/organizations') return operation
      return { ...operation, value: (value as JsonObject[]).map(asMade) }
    }),
  )
  if (!viaPatch) {
    const organizations = now.organizations.flatMap((item) => {
      const intent = intents.organization[textMember(item, 'id') ?? '']
      if (intent?.kind === 'delete') return []
      if (intent?.kind !== 'edit') return [item]
      const next: Record<string, JsonValue> = { ...item }
      for (const [name, { to }] of Object.entries(intent.fields)) {
        if (to === undefined || to === '') delete next[name]
        else next[name] = to
      }
      return [next]
    })
    now = { ...now, organizations }
  }
  now = withClients(withoutGoneClients(snapshot, now), intents, ids)
  const sent = filterIntents(intents, (target) => intentOf(intents, target) !== undefined)
  if (targetsOf(sent).length !== targetsOf(intents).length) throw new Error('Intents got lost')
  return {
    snapshot: { ...now, revisionId: `${snapshot.revisionId}+` },
    entities: recordedEntities(snapshot, sent, now, ids),
  }
}

/**
 * A state without the parts that a revert cannot restore: organizations are identified by their content
 * instead of their id, and order is ignored.
 */
export function stateOf(snapshot: Snapshot): string {
  const text = (value: JsonValue | undefined) => JSON.stringify(value ?? null)
  const own = ['label', 'domains', 'session_lifespan', 'default_region']
  const names = new Map(
    snapshot.organizations.map((item) => [
      textMember(item, 'id') ?? '',
      own.map((name) => text(item[name] === '' ? undefined : item[name])).join(' '),
    ]),
  )
  const methods = (snapshot.project as any).services.identity.config.selfservice.methods
  const entries = (['oidc', 'saml'] as const).flatMap((protocol) =>
    ((methods[protocol]?.config?.providers ?? []) as JsonObject[]).map((entry) => {
      const owner = textMember(entry, 'organization_id')
      const linked =
        owner === undefined ? entry : { ...entry, organization_id: names.get(owner) ?? owner }
      const members = Object.entries(linked).toSorted(([a], [b]) => (a < b ? -1 : 1))
      return `${protocol} ${JSON.stringify(members)}`
    }),
  )
  const clients = (snapshot.scim?.clients ?? []).map((entry) => {
    const { authorization_header_secret: _secret, organization_id: owner, ...rest } = entry
    const linked = { ...rest, organization_id: names.get(String(owner)) ?? owner ?? null }
    return `scim ${JSON.stringify(Object.entries(linked).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`
  })
  const settings = [
    methods.oidc?.enable_auto_link_policy,
    methods.oidc?.config?.base_redirect_uri,
  ].map(text)
  return [...names.values()]
    .toSorted()
    .concat(entries.toSorted(), clients.toSorted(), settings)
    .join('\n')
}
