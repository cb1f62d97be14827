import { computed, watch } from 'vue'
import { mostCompareRows } from '../../../core/ipc/compare'
import type { RequestOutput } from '../../../core/ipc/contract'
import { request } from '../../bridge/request'
import { usePagedList } from '../../composables/use-paged-list'
import { useCompareStore } from './compare-store'

type Impact = RequestOutput<'compare.impact'>
type Line = Impact['lines'][number]

/** Lines that are asked for at a time; few read on. */
const page = 100

/** What the comparison that is shown would do to people, anew with each one that is made. */
export function useImpact() {
  const compare = useCompareStore()
  const found = usePagedList<NonNullable<typeof compare.sides>, Impact, Line>({
    question: () => compare.sides,
    ask: (part, signal) => request('compare.impact', part, { signal }),
    rowsOf: ({ lines }) => lines,
    stateOf: ({ summary }) => summary,
    page,
    most: mostCompareRows,
  })
  const impact = computed(() => {
    const { value } = found.answer
    return value && { ...value, lines: found.rows.value }
  })

  async function load(): Promise<void> {
    const answer = await found.reload()
    if (answer && !answer.ok) found.empty()
  }

  watch(
    () => compare.list,
    // Without a list it is being compared, and there is one soon.
    (list) => (list ? void load() : found.clear()),
    { immediate: true },
  )
  return { impact, error: found.error, busy: found.reading, readOn: () => found.readOn() }
}
