import { computed, ref, shallowRef, type ComputedRef } from 'vue'
import { asciiDomain } from '../../../core/model/domain-name'
import type { Edit } from '../../../core/draft/edits'
import { organizationAt } from '../../../core/draft/entity-index'
import { entityLabel, type WorkingCopy } from '../../../core/draft/working-copy'
import { textListMember } from '../../../core/model/json'
import {
  claimedDomains,
  isEmailDomain,
  organizationProblems,
} from '../../../core/problems/organization-rules'

export interface OrganizationToMake {
  readonly key: string
  readonly label: string
}

/**
 * The organization that is created, or gets more domains, in the same step as a new connection.
 * @param chosen key of the connection's organization; empty for none
 */
export function useNewOrganization(copy: () => WorkingCopy, chosen: ComputedRef<string>) {
  const made = shallowRef<OrganizationToMake>()
  const domains = ref<string[]>([])

  const isNew = computed(() => made.value !== undefined && made.value.key === chosen.value)
  const known = computed(() => (isNew.value ? undefined : organizationAt(copy(), chosen.value)))
  const label = computed(() => {
    if (isNew.value) return made.value?.label ?? ''
    return known.value ? entityLabel(known.value.fields, known.value.target) : ''
  })
  const own = computed(() => textListMember(known.value?.fields ?? {}, 'domains'))
  const shown = computed(
    () => isNew.value || (known.value !== undefined && domains.value.length > 0),
  )
  const problems = computed(() => {
    if (!shown.value) return []
    const target = { kind: 'organization', key: chosen.value } as const
    const fields = { label: label.value, domains: [...own.value, ...domains.value] }
    return organizationProblems({ target, fields }, claimedDomains(copy().organizations)).filter(
      ({ field }) => field === 'domains',
    )
  })
  const message = (severity: 'error' | 'warning') =>
    problems.value.find((problem) => problem.severity === severity)?.message
  const wrong = computed(() => domains.value.filter((domain) => !isEmailDomain(domain)))

  function make(name: string): string {
    const key = `new:${crypto.randomUUID()}`
    made.value = { key, label: name.trim() }
    return key
  }

  function rename(name: string): void {
    if (made.value) made.value = { ...made.value, label: name.trim() }
  }

  const ownNames = computed(() => new Set(own.value.map(asciiDomain)))
  const has = (domain: string) => ownNames.value.has(asciiDomain(domain))

  /** Takes domains that were found: those that the organization does not have yet. */
  function take(found: readonly string[]): void {
    domains.value = found.filter((domain) => !has(domain))
  }

  function edits(): Edit[] {
    if (!shown.value) return []
    const all = [...own.value, ...domains.value]
    if (isNew.value) {
      const fields = { label: label.value, domains: all }
      return [{ kind: 'create-organization', key: chosen.value, fields }]
    }
    const target = { kind: 'organization', key: chosen.value } as const
    return [{ kind: 'set-field', target, field: 'domains', value: all }]
  }

  return { made, domains, isNew, label, shown, message, wrong, make, rename, has, take, edits }
}
