import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import { mostWhoRows, mostWhoTexts, type WhoRow } from '../../../core/ipc/who'
import { request } from '../../bridge/request'
import { useLatest } from '../../composables/use-latest'
import { addressesIn } from './who-words'

/** Milliseconds without typing after which it is looked up. */
const quiet = 120
/** Rows of the first answer; more are read as they are scrolled to. */
const page = 200
/** Rows that are copied at most. */
const mostCopied = 20_000

/** Looks up who signs in where for whatever addresses are typed or pasted. */
export function useWho() {
  const text = ref('')
  const rows = shallowRef<readonly WhoRow[]>([])
  const total = ref(0)
  const unread = shallowRef<readonly string[]>([])
  const error = shallowRef<AppError>()
  const found = computed(() => addressesIn(text.value))
  const texts = computed(() => found.value.slice(0, mostWhoTexts))
  const leftOut = computed(() => found.value.length - texts.value.length)

  async function ask(offset: number, limit: number, signal?: AbortSignal) {
    const input = { texts: [...texts.value], offset, limit }
    const result = await request('who.find', input, signal ? { signal } : {})
    if (signal?.aborted) return undefined
    error.value = result.ok ? undefined : result.error
    return result.ok ? result.value : undefined
  }

  const latest = useLatest(
    text,
    quiet,
    async (signal) => {
      if (texts.value.length === 0) return { rows: [], total: 0, unread: [] }
      return ask(0, page, signal)
    },
    (answer) => {
      rows.value = answer.rows
      total.value = answer.total
      unread.value = answer.unread
    },
  )

  let readingOn = false
  async function readOn(): Promise<void> {
    if (readingOn || rows.value.length >= total.value) return
    readingOn = true
    const before = rows.value
    const answer = await ask(before.length, page)
    readingOn = false
    // Another address was typed meanwhile.
    if (!answer || rows.value !== before) return
    rows.value = [...before, ...answer.rows]
  }

  /** Every row, for a copy. */
  async function all(): Promise<readonly WhoRow[]> {
    const copied: WhoRow[] = []
    while (copied.length < Math.min(total.value, mostCopied)) {
      const answer = await ask(copied.length, mostWhoRows)
      if (!answer || answer.rows.length === 0) break
      copied.push(...answer.rows)
    }
    return copied
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
