import { proposedId, type OrganizationIds } from '../intents/organization-ids'
import { compilePatch, type PatchOperation } from '../patch/compile'
import { compileScimPatch } from '../patch/compile-scim'
import { newOrganization } from '../patch/compile-organizations'
import {
  filterIntents,
  inOrderOfMaking,
  noIntents,
  type EntityIntent,
  type Intents,
  type Target,
} from '../intents/intents'
import { isJsonArray } from '../model/json'
import { organizationRoute, type Snapshot } from '../model/snapshot'

/** A guarded patch of a publish, with the intents that it sends. */
export interface PatchStep {
  /**
   * `patch-new-organizations` goes before `patch-project`, which needs the ids of its answer, and
   * `patch-scim-clients`, which goes to the normalized form, after both.
   */
  readonly kind: 'patch-new-organizations' | 'patch-project' | 'patch-scim-clients'
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

const isOfForm = ({ kind }: Target) => kind === 'scim-client'

/** The guarded patch of the SCIM clients, which only the normalized form has; none where nothing is to be patched. */
function scimSteps(snapshot: Snapshot, intents: Intents, ids: OrganizationIds): PatchStep[] {
  const sent = filterIntents(intents, isOfForm)
  const operations = compileScimPatch(snapshot, sent, ids)
  return operations.length > 0 ? [{ kind: 'patch-scim-clients', intents: sent, operations }] : []
}

/**
 * All guarded patches that send intents to a snapshot, in order: those of the project, then that of its SCIM clients,
 * whose organizations have to be there.
 *
 * @param ids as of `projectSteps`
 */
export function patchSteps(
  snapshot: Snapshot,
  intents: Intents,
  ids: OrganizationIds,
): readonly PatchStep[] {
  const ofProject = filterIntents(intents, (target) => !isOfForm(target))
  return [...projectSteps(snapshot, ofProject, ids), ...scimSteps(snapshot, intents, ids)]
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
