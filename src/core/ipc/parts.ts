import { z } from 'zod'
import { callIdSchema } from './ids'

/** Maximum entries of the outermost lists of a message together, and of any list inside them. */
export const mostRows = 1000

/** Member names and positions of a list in an answer. */
type Path = readonly (string | number)[]

/** Consecutive entries of an array or record removed from an answer. */
export interface PartOfAnswer {
  readonly path: Path
  readonly entries: readonly unknown[] | Readonly<Record<string, unknown>>
}

export interface AnswerPart {
  readonly path: Path
  /**
   * JSON, because values for a window are copied twice, member by member, but text at once. Drops undefined members.
   */
  readonly text: string
}

type Plain = Record<string, unknown>

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** Rows are many and almost never contain a long list, so most skip the slow path. */
function hasLongList(row: unknown): boolean {
  if (Array.isArray(row)) return row.length > mostRows || row.some(hasLongList)
  if (!isPlain(row)) return false
  const members = Object.values(row)
  return members.length > mostRows || members.some(hasLongList)
}

/**
 * Splits an answer that would block both processes into messages of at most 1,000 rows. `head` has an empty list for
 * each removed one; `addPart` with all parts in order restores the answer.
 */
export function inParts(value: unknown): { head: unknown; parts: PartOfAnswer[] } {
  /** Lists in the order found, outer before inner. */
  const taken: PartOfAnswer[][] = []
  const path: (string | number)[] = []
  let room = mostRows

  /** Returns the value without long lists; unchanged values stay identical. */
  function cut(item: unknown, isInRow: boolean): unknown {
    if (Array.isArray(item)) return cutArray(item, isInRow)
    return isPlain(item) ? cutObject(item, isInRow) : item
  }

  function isTaken(length: number, isInRow: boolean): boolean {
    if (isInRow) return length > mostRows
    if (length > room) return true
    room -= length
    return false
  }

  function cutArray(list: readonly unknown[], isInRow: boolean): unknown {
    const isOut = isTaken(list.length, isInRow)
    const parts: PartOfAnswer[] = []
    if (isOut) taken.push(parts)
    const entries = list.map((entry, at) => inside(at, entry, true))
    if (!isOut) return entries.some((entry, at) => entry !== list[at]) ? entries : list
    const place = [...path]
    for (let at = 0; at < entries.length; at += mostRows) {
      parts.push({ path: place, entries: entries.slice(at, at + mostRows) })
    }
    return []
  }

  function cutObject(record: Plain, isInRow: boolean): unknown {
    const names = Object.keys(record)
    const isOut = names.length > mostRows
    const parts: PartOfAnswer[] = []
    if (isOut) taken.push(parts)
    const entries = names.map(
      (name) => [name, inside(name, record[name], isInRow || isOut)] as const,
    )
    if (!isOut) {
      return entries.some(([name, entry]) => entry !== record[name])
        ? Object.fromEntries(entries)
        : record
    }
    const place = [...path]
    for (let at = 0; at < entries.length; at += mostRows) {
      parts.push({ path: place, entries: Object.fromEntries(entries.slice(at, at + mostRows)) })
    }
    return {}
  }

  function inside(at: string | number, entry: unknown, isInRow: boolean): unknown {
    if (typeof entry !== 'object' || entry === null) return entry
    if (isInRow && !hasLongList(entry)) return entry
    path.push(at)
    const made = cut(entry, isInRow)
    path.pop()
    return made
  }

  const head = cut(value, false)
  return { head, parts: taken.flat() }
}

export const partMessage = ({ path, entries }: PartOfAnswer): AnswerPart => ({
  path,
  text: JSON.stringify(entries),
})

export function addPart(answer: unknown, { path, text }: AnswerPart): void {
  const entries: unknown = JSON.parse(text)
  let list: unknown = answer
  for (const at of path) list = isContainer(list) ? list[at] : undefined
  if (Array.isArray(list) && Array.isArray(entries)) list.push(...entries)
  else if (isContainer(list) && !Array.isArray(list)) Object.assign(list, entries)
  else throw new Error('The answer has no such list')
}

const isContainer = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null

export const answerRequests = {
  /** Part, from 0, of the answer to another call of this window; each can be read once. */
  'answer.rest': {
    input: z.object({ callId: callIdSchema, part: z.number().int().nonnegative() }),
    // Comes from main and is trusted.
    output: z.custom<AnswerPart>(),
  },
} as const
