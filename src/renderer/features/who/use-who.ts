import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestOutput } from '../../../core/ipc/contract'
import { success } from '../../../core/errors/result'
import { mostWhoRows, type WhoRow } from '../../../core/ipc/who'
import { request } from '../../bridge/request'
import { createPagedList } from '../../composables/paged-list'
import { useLatest } from '../../composables/use-latest'
import { addressesIn } from '../../../core/sign-in-ways/pasted'

type Answer = RequestOutput<'who.find'>

/** Milliseconds without typing after which it is looked up. */
const quiet = 120
/** Rows of the first answer; more are read as they are scrolled to. */
const page = 200
/** Rows that are copied at most. */
const mostCopied = 20_000

/** Looks up who signs in where for whatever addresses are typed or pasted. */
export function useWho() {
  const text = ref('')
  const error = shallowRef<AppError>()
  const found = computed(() => addressesIn(text.value))
  const texts = computed(() => found.value.addresses)
  const leftOut = computed(() => found.value.more)

  const list = createPagedList<readonly string[], Answer, WhoRow>({
    question: () => texts.value,
    ask: (asked, offset, limit, signal) =>
      asked.length === 0
        ? Promise.resolve(success({ rows: [], total: 0, unread: [] }))
        : request('who.find', { texts: [...asked], offset, limit }, { signal }),
    rowsOf: (answer) => answer.rows,
    page,
    most: mostWhoRows,
    failed: (problem) => (error.value = problem),
  })
  const { rows, answer, readOn } = list
  const total = computed(() => answer.value?.total ?? 0)
  const unread = computed(() => answer.value?.unread ?? [])
  const latest = useLatest(
    text,
    quiet,
    () => list.reload(),
    () => undefined,
  )
  onScopeDispose(list.cancel)

  /** Every row, for a copy. */
  async function all(): Promise<readonly WhoRow[]> {
    const copied = await list.all(list.shown.value ?? [], mostCopied)
    if (!copied.ok) error.value = copied.error
    return copied.ok ? copied.value : []
  }

  return {
    text,
    texts,
    leftOut,
    rows,
    total,
    unread,
    error,
    asking: latest.asking,
    again: latest.askNow,
    readOn,
    all,
  }
}
