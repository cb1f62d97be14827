import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import { success, type Result } from '../../core/errors/result'

/** The part of a list that is asked for. */
interface Part {
  readonly offset: number
  readonly limit: number
}

/** How a list is asked for and read. */
interface PagedListDeps<Question extends object, Answer, Row> {
  /** What is to be listed now, such as the chosen filter; `undefined` where nothing can be. */
  readonly question: () => Question | undefined
  /** The signal is aborted once another question is asked. */
  readonly ask: (part: Question & Part, signal: AbortSignal) => Promise<Result<Answer>>
  readonly rowsOf: (answer: Answer) => readonly Row[]
  /** Names a row, so that it can be chosen. */
  readonly keyOf?: (row: Row) => string
  /**
   * What of an answer is another once the list has changed in main, beside its total: rows of two
   * answers are shown together only where it is the same.
   */
  readonly stateOf?: (answer: Answer) => unknown
  /** Rows to begin with. */
  readonly page: number
  /** Rows of one answer at most. */
  readonly most: number
}

/** Compared by what is sent of them. */
const isEqual = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/**
 * A list of main that is asked for page by page and read on as it is scrolled. Its rows answer one
 * question and are of one state of the list, in whatever order answers come. An answer to an older
 * question is dropped, and where the list has changed in main it is asked for anew. Ends with the scope.
 */
export function usePagedList<
  Question extends object,
  Answer extends { readonly total: number },
  Row,
>(deps: PagedListDeps<Question, Answer, Row>) {
  const { question, ask, rowsOf, keyOf, stateOf, page, most } = deps
  const rows = shallowRef<readonly Row[]>([])
  /** The first answer of those that the rows are from. */
  const answer = shallowRef<Answer>()
  /** The question that the rows answer. */
  const shown = shallowRef<Question>()
  /** Why the newest answer failed; it stays until a later one succeeds. */
  const error = shallowRef<AppError>()
  /** A question is being asked. */
  const reading = ref(false)
  const chosenId = ref<string>()
  const chosen = computed(() => rows.value.find((row) => keyOf?.(row) === chosenId.value))
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
  onScopeDispose(cancel, true)

  /** Drops the rows, and keeps why the newest answer failed. */
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

  /** The first rows of a question, in as many answers as they take; from the start where the list changes meanwhile. */
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
   * Asks the question as it is now; what is shown stays until the answer is there. An answer to the same
   * question has as many rows as are shown, so that a person stays at their place.
   *
   * @param length rows to have at least, of the same question
   * @returns `undefined` where there is no question, or another one was asked meanwhile.
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
    // Rows of another question would be taken for its answer.
    if (!result.ok && !isSame) empty()
    error.value = result.ok ? undefined : result.error
    if (!result.ok) return result
    const { first, found } = result.value
    shown.value = asked
    answer.value = first
    rows.value = found
    return success(first)
  }

  /** Reads on where the list ends. */
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

  /**
   * All rows of a question, also those that are not read on to, without showing them.
   * @param length no more are asked for
   */
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
