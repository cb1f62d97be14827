import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { mostWhoRows, type WhoRow } from '../../../core/ipc/who'
import { request } from '../../bridge/request'
import { usePagedList } from '../../composables/use-paged-list'
import { useLatest } from '../../composables/use-latest'
import { addressesIn } from '../../../core/sign-in-ways/pasted'

type Asked = Omit<RequestInput<'who.find'>, 'offset' | 'limit'>
type Answer = RequestOutput<'who.find'>

/** Milliseconds without typing after which it is looked up. */
const quiet = 120
/** Rows of the first answer; more are read as they are scrolled to. */
const page = 200
/** Rows that are copied at most. */
const mostCopied = 20_000

export const whoKey = ({ text, projectId }: WhoRow): string => `${projectId} ${text}`

/** Looks up who signs in where for whatever addresses are typed or pasted. */
export function useWho() {
  const text = ref('')
  const error = shallowRef<AppError>()
  const found = computed(() => addressesIn(text.value))
  const texts = computed(() => found.value.addresses)
  const leftOut = computed(() => found.value.more)

  const list = usePagedList<Asked, Answer, WhoRow>({
    question: () => (texts.value.length === 0 ? undefined : { texts: texts.value }),
    ask: (part, signal) => request('who.find', part, { signal }),
    rowsOf: (answer) => answer.rows,
    keyOf: whoKey,
    stateOf: ({ unread: names }) => names,
    page,
    most: mostWhoRows,
    failed: (problem) => (error.value = problem),
  })
  const { rows, total, chosenId, chosen, readOn } = list
  const unread = computed(() => list.answer.value?.unread ?? [])
  const latest = useLatest(
    text,
    quiet,
    () => list.reload(),
    () => undefined,
  )

  /** Every row, for a copy. */
  async function all(): Promise<readonly WhoRow[]> {
    const asked = list.shown.value
    if (!asked) return []
    const copied = await list.all(asked, mostCopied)
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
    chosenId,
    chosen,
    error,
    asking: latest.asking,
    again: latest.askNow,
    readOn,
    all,
  }
}
