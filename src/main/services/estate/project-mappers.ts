import { entityLabel, workingCopy, type WorkingCopy } from '../../../core/draft/working-copy'
import { failure } from '../../../core/errors/result'
import { appError } from '../../../core/errors/app-error'
import { t } from '../../../core/language/translate'
import type { Intents } from '../../../core/intents/intents'
import type { MapperUse, UseState } from '../../../core/mapper/texts/entry'
import type { LintSituation } from '../../../core/mapper/lint/rule'
import {
  kindOfOwner,
  mapperOwners,
  ownerKey,
  type MapperOwner,
} from '../../../core/mapper/owners/owners'
import { textMember } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import { domainsIn, groupMappers, groupOwners, situationsOf } from '../mappers/mapper-groups'
import type { ReadText } from '../projects/projects'
import type { ProjectId } from '../../../core/model/project-id'

export interface ProjectMapper {
  readonly id: string
  /** One of its addresses, preferably inline. */
  readonly address: string
  readonly uses: readonly MapperUse[]
  readonly situations: readonly LintSituation[]
}

const addressOf = ({ server }: MapperOwner) => (server && textMember(server, 'mapper_url')) ?? ''

/** State of a server mapper that the draft replaces or removes. */
function stateBehind(owner: MapperOwner): UseState {
  return owner.status === 'deleted' ? 'deleted' : 'replaced'
}

/** Owners whose draft has another mapper than the server. */
function isBehind(owner: MapperOwner): boolean {
  const { status, edited } = owner
  if (addressOf(owner) === '') return false
  return status === 'deleted' || edited.includes('mapper_url')
}

/** Owners with the server's fields, to group by server mappers. */
const asOnServer = (owner: MapperOwner): MapperOwner => ({
  ...owner,
  status: 'unchanged',
  fields: owner.server ?? owner.fields,
})

function useIn(
  projectId: ProjectId,
  { organizations }: WorkingCopy,
): (owner: MapperOwner, state: UseState) => MapperUse {
  const labels = new Map(
    organizations.map(({ target, fields }) => [target.key, entityLabel(fields, target)]),
  )
  return (owner, state) => {
    const { target, fields, ambiguous } = owner
    const organizationKey = textMember(fields, 'organization_id') ?? ''
    const organization = labels.get(organizationKey)
    return {
      projectId,
      connectionKey: ownerKey(owner),
      label: entityLabel(fields, target),
      ...(organization === undefined ? {} : { organization, organizationKey }),
      kind: kindOfOwner(owner),
      state,
      ambiguous,
    }
  }
}

/** A project's mappers; a changed one has two uses, the server's text and the draft's. */
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
  for (const { id, address, owners } of await groupMappers(copy, readText)) {
    const uses = owners.map((owner) =>
      useOf(
        owner,
        owner.status === 'new' || owner.edited.includes('mapper_url') ? 'draft' : 'server',
      ),
    )
    found.set(id, {
      id,
      address,
      uses,
      situations: situationsOf(owners, domainsOf, undefined),
    })
  }
  const behind = new Map(
    mapperOwners(copy)
      .filter(isBehind)
      .map((owner) => [ownerKey(owner), owner]),
  )
  const before = [...behind.values()].map(asOnServer)
  for (const { id, address, owners } of await groupOwners(before, readText)) {
    const uses = owners.flatMap((owner) => {
      const own = behind.get(ownerKey(owner))
      return own ? [useOf(owner, stateBehind(own))] : []
    })
    const same = found.get(id) ?? { id, address, uses: [], situations: [] }
    // A draft may store the server's own text again.
    const there = new Set(same.uses.map(({ connectionKey }) => connectionKey))
    const added = uses.filter(({ connectionKey }) => !there.has(connectionKey))
    found.set(id, { ...same, uses: [...same.uses, ...added] })
  }
  return [...found.values()].filter(({ uses }) => uses.length > 0)
}

const notRead = failure(appError('network.off', t('The text is not on this computer')))
