import { ref, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import type { Result } from '../../core/errors/result'

/** How a list is asked for and read. */
interface PagedListDeps<Question, Answer, Row> {
  /** What is to be listed now, such as the chosen filter; `undefined` where nothing can be. */
  readonly question: () => Question | undefined
  /** Rows from `offset` on; the signal is aborted once another question is asked. */
  readonly ask: (
    question: Question,
    offset: number,
    limit: number,
    signal: AbortSignal,
  ) => Promise<Result<Answer>>
  readonly rowsOf: (answer: Answer) => readonly Row[]
  /** Rows of one answer. */
  readonly page: number
  /** Rows that may be asked for at once. */
  readonly most: number
  /** Told of each answer that counts: why it failed, or that it did not. */
  readonly failed: (error: AppError | undefined) => void
}

/**
 * A list that is asked for page by page and read on as it is scrolled. All its rows answer one question:
 * it is read on by the question that its rows answer, an answer to an older one is dropped whenever it
 * comes, and nothing is read on while another question is asked.
 */
export function createPagedList<Question, Answer extends { readonly total: number }, Row>(
  deps: PagedListDeps<Question, Answer, Row>,
) {
  const { question, ask, rowsOf, page, most, failed } = deps
  const rows = shallowRef<readonly Row[]>([])
  /** The first answer to the question that the rows answer. */
  const answer = shallowRef<Answer>()
  const shown = shallowRef<Question>()
  /** Another question is being asked. */
  const reading = ref(false)
  let isReadingOn = false
  let controller = new AbortController()

  /** Drops what is on its way. */
  function cancel(): AbortSignal {
    controller.abort()
    controller = new AbortController()
    isReadingOn = false
    reading.value = false
    return controller.signal
  }

  /**
   * Asks the question as it is now; what is shown stays until the answer is there.
   * @param length rows to begin with
   * @returns `undefined` where there is no question, or another one was asked meanwhile.
   */
  async function reload(length = page): Promise<Result<Answer> | undefined> {
    const signal = cancel()
    const asked = question()
    if (asked === undefined) return undefined
    reading.value = true
    const result = await ask(asked, 0, Math.min(most, length), signal)
    if (signal.aborted) return undefined
    reading.value = false
    failed(result.ok ? undefined : result.error)
    if (!result.ok) return result
    shown.value = asked
    answer.value = result.value
    rows.value = rowsOf(result.value)
    return result
  }

  /** Reads on where the list ends; anew, where it is another list by now. */
  async function readOn(limit = page): Promise<void> {
    const { signal } = controller
    const [asked, first] = [shown.value, answer.value]
    if (asked === undefined || !first || reading.value || isReadingOn) return
    const before = rows.value
    if (before.length >= first.total) return
    isReadingOn = true
    const result = await ask(asked, before.length, limit, signal)
    if (signal.aborted) return
    isReadingOn = false
    failed(result.ok ? undefined : result.error)
    if (!result.ok) return
    const { value } = result
    if (value.total !== first.total) await reload(before.length + limit)
    else rows.value = [...before, ...rowsOf(value)]
  }

  /**
   * All rows of a question, also those that are not read on to, without showing them.
   * @param mostRows no more are asked for
   */
  async function all(asked: Question, mostRows = Infinity): Promise<Result<readonly Row[]>> {
    const found: Row[] = []
    const { signal } = new AbortController()
    for (let total = 1; found.length < Math.min(total, mostRows);) {
      const result = await ask(asked, found.length, most, signal)
      if (!result.ok) return result
      const more = rowsOf(result.value)
      if (more.length === 0) break
      total = result.value.total
      found.push(...more)
    }
    return { ok: true, value: found }
  }

  /** What was found goes. */
  function clear(): void {
    cancel()
    rows.value = []
    answer.value = undefined
    shown.value = undefined
  }

  return { rows, answer, shown, reading, reload, readOn, all, cancel, clear }
}
