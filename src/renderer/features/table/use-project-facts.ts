import { computed, shallowRef, watch } from 'vue'
import { lastPublishes } from '../../../core/history/last-publishes'
import type { TableFacts } from '../../../core/search/table-row'
import { request } from '../../bridge/request'
import { useAttention } from '../../composables/use-attention'
import { useLastChecks } from '../../composables/use-last-checks'
import { useProject } from '../../project/use-project'
import { usePeopleStore } from '../../stores/people'

/** @param needs what to request from main; a failure leaves the column empty */
export function useProjectFacts(needs: {
  readonly published: () => boolean
  readonly issuers: () => boolean
}) {
  const project = useProject()
  const { projectId } = project
  const attention = useAttention()
  const lastChecks = useLastChecks()
  const people = usePeopleStore()
  people.look(projectId)

  const published = shallowRef<ReadonlyMap<string, string>>(new Map())
  const issuers = shallowRef<Readonly<Record<string, string>>>({})

  function loadWhile(isNeeded: () => boolean, load: () => Promise<void>): void {
    watch(
      () => [isNeeded(), project.snapshot?.revisionId, project.place.publishedHere],
      () => isNeeded() && void load(),
      { immediate: true },
    )
  }
  loadWhile(needs.published, async () => {
    const result = await request('publish-history.list', { projectId })
    if (result.ok) published.value = lastPublishes(result.value)
  })
  loadWhile(needs.issuers, async () => {
    const result = await request('metadata.issuers', { projectId })
    if (result.ok) issuers.value = result.value
  })

  const metadata = computed(() => {
    const known = new Map<string, { issuer?: string; ends?: string }>()
    for (const [key, issuer] of Object.entries(issuers.value)) known.set(key, { issuer })
    for (const { rule, target, when } of attention.latest?.findings ?? []) {
      const isEnd = rule === 'certificate-expired' || rule === 'certificate-expiring'
      if (isEnd && target && when !== undefined) {
        known.set(target.key, { ...known.get(target.key), ends: when })
      }
    }
    return known
  })
  return computed<TableFacts>(() => ({
    checks: lastChecks.reports,
    published: published.value,
    metadata: metadata.value,
    people: people.countsOf(projectId),
  }))
}
