import { textListMember, textMember } from '../model/json'
import type { WorkingEntity } from '../draft/working-copy'
import { comparableDomain } from '../sign-in-ways/email-domain'
import type { FileEntry } from './form'

/** Why an organization of a file is one of the project's. */
export type MatchedBy = 'id' | 'domain' | 'label'

export interface MatchedOrganization {
  readonly entry: FileEntry
  /** Absent: the project has none like it. */
  readonly match?: { readonly organization: WorkingEntity; readonly by: MatchedBy }
}

/** What exactly one organization has; `undefined` stands for what several have. */
function unique(
  organizations: readonly WorkingEntity[],
  namesOf: (organization: WorkingEntity) => readonly string[],
): ReadonlyMap<string, WorkingEntity | undefined> {
  const found = new Map<string, WorkingEntity | undefined>()
  for (const organization of organizations) {
    for (const name of new Set(namesOf(organization))) {
      found.set(name, found.has(name) ? undefined : organization)
    }
  }
  return found
}

const domainsOf = ({ fields }: Pick<FileEntry, 'fields'>) =>
  textListMember(fields, 'domains').map(comparableDomain)
const labelOf = ({ fields }: Pick<FileEntry, 'fields'>) =>
  (textMember(fields, 'label') ?? '').trim().toLowerCase()

/**
 * Finds for each organization of a file the one that it is in a project: by id, else by a domain that
 * only one has, else by a label that only one has. None is taken for two.
 */
export function matchOrganizations(
  entries: readonly FileEntry[],
  organizations: readonly WorkingEntity[],
): MatchedOrganization[] {
  const there = organizations.filter(({ status }) => status !== 'deleted')
  const byId = new Map(there.map((item) => [item.target.key, item]))
  const byDomain = unique(there, domainsOf)
  const byLabel = unique(there, (item) => [labelOf(item)])
  const taken = new Set(
    entries.flatMap(({ id }) => {
      const known = byId.get(id)
      return known ? [known.target.key] : []
    }),
  )

  function like(entry: FileEntry): MatchedOrganization['match'] {
    const ways = [
      { by: 'domain' as const, names: domainsOf(entry), index: byDomain },
      { by: 'label' as const, names: [labelOf(entry)], index: byLabel },
    ]
    for (const { by, names, index } of ways) {
      for (const name of names) {
        const organization = name === '' ? undefined : index.get(name)
        if (!organization || taken.has(organization.target.key)) continue
        taken.add(organization.target.key)
        return { organization, by }
      }
    }
    return undefined
  }

  return entries.map((entry) => {
    const known = byId.get(entry.id)
    const match = known ? { organization: known, by: 'id' as const } : like(entry)
    return match ? { entry, match } : { entry }
  })
}
