import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import { success, type Result } from '../../core/errors/result'

interface Part {
  readonly offset: number
  readonly limit: number
}

interface PagedListDeps<Question extends object, Answer, Row> {
  /** The current question, such as a filter; `undefined` if nothing can be listed. */
  readonly question: () => Question | undefined
  /** The signal aborts when another question is asked. */
  readonly ask: (part: Question & Part, signal: AbortSignal) => Promise<Result<Answer>>
  readonly rowsOf: (answer: Answer) => readonly Row[]
  readonly keyOf?: (row: Row) => string
  /** What changes, besides the total, when main's list changes; rows of different states are never mixed. */
  readonly stateOf?: (answer: Answer) => unknown
  readonly page: number
  readonly most: number
}

/** Compares as JSON. */
const isEqual = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/**
 * A paged list of main. Its rows answer one question from one state of the list; outdated answers are dropped.
 * Ends with the scope.
 */
export function usePagedList<
  Question extends object,
  Answer extends { readonly total: number },
  Row,
>(deps: PagedListDeps<Question, Answer, Row>) {
  const { question, ask, rowsOf, keyOf, stateOf, page, most } = deps
  const rows = shallowRef<readonly Row[]>([])
  /** The first of the answers that hold the rows. */
  const answer = shallowRef<Answer>()
  const shown = shallowRef<Question>()
  /** Error of the newest answer, until a later one succeeds. */
  const error = shallowRef<AppError>()
  const reading = ref(false)
  const chosenId = ref<string>()
  const chosen = computed(() => rows.value.find((row) => keyOf?.(row) === chosenId.value))
  let isReadingOn = false
  let controller = new AbortController()

  /** Cancels requests under way. */
  function cancel(): AbortSignal {
    controller.abort()
    controller = new AbortController()
    isReadingOn = false
    reading.value = false
    return controller.signal
  }
  onScopeDispose(cancel, true)

  /** Removes the rows but keeps the error. */
  function empty(): void {
    cancel()
    rows.value = []
    answer.value = undefined
    shown.value = undefined
  }

  function clear(): void {
    empty()
    error.value = undefined
  }

  const isOneState = (one: Answer, other: Answer) =>
    one.total === other.total && isEqual(stateOf?.(one), stateOf?.(other))

  /** Reads the first rows in pages; starts over if the list changes meanwhile. */
  async function gather(asked: Question, length: number, signal: AbortSignal) {
    let first: Answer | undefined
    let found: readonly Row[] = []
    for (;;) {
      const limit = Math.min(most, length - found.length)
      const result = await ask({ ...asked, offset: found.length, limit }, signal)
      if (!result.ok) return result
      if (first && !isOneState(first, result.value)) {
        first = undefined
        found = []
        continue
      }
      first ??= result.value
      const more = rowsOf(result.value)
      found = [...found, ...more]
      const isAll = more.length === 0 || found.length >= Math.min(length, first.total)
      if (isAll || signal.aborted) return success({ first, found })
    }
  }

  /**
   * Asks again with at least as many rows as shown. @returns `undefined` without a question, or if another one was
   * asked meanwhile
   */
  async function reload(length = page): Promise<Result<Answer> | undefined> {
    const asked = question()
    if (asked === undefined) {
      clear()
      return undefined
    }
    const signal = cancel()
    const isSame = isEqual(asked, shown.value)
    reading.value = true
    const result = await gather(asked, isSame ? Math.max(length, rows.value.length) : page, signal)
    if (signal.aborted) return undefined
    reading.value = false
    // Rows of another question would look like its answer.
    if (!result.ok && !isSame) empty()
    error.value = result.ok ? undefined : result.error
    if (!result.ok) return result
    const { first, found } = result.value
    shown.value = asked
    answer.value = first
    rows.value = found
    return success(first)
  }

  async function readOn(limit = page): Promise<void> {
    const { signal } = controller
    const [asked, first, before] = [shown.value, answer.value, rows.value]
    if (asked === undefined || !first || reading.value || isReadingOn) return
    if (before.length >= first.total) return
    isReadingOn = true
    const result = await ask({ ...asked, offset: before.length, limit }, signal)
    if (signal.aborted) return
    isReadingOn = false
    error.value = result.ok ? undefined : result.error
    if (!result.ok) return
    if (isOneState(first, result.value)) rows.value = [...before, ...rowsOf(result.value)]
    else await reload(before.length + limit)
  }

  /** Reads all rows of a question without showing them. */
  async function all(
    asked: Question,
    length = Infinity,
    { signal } = new AbortController(),
  ): Promise<Result<readonly Row[]>> {
    const result = await gather(asked, length, signal)
    return result.ok ? success(result.value.found) : result
  }

  return {
    rows,
    answer,
    shown,
    total: computed(() => answer.value?.total ?? 0),
    error,
    reading,
    chosenId,
    chosen,
    reload,
    readOn,
    all,
    cancel,
    empty,
    clear,
  }
}
