import { z } from 'zod'
import { callIdSchema } from './ids'

/** Entries of the outermost lists of one message together, and of any list within them, at most. */
export const mostRows = 1000

/** Where a list is in an answer: names of members and positions. */
type Path = readonly (string | number)[]

/** Consecutive entries of a list that was taken out of an answer; a list is an array or a record. */
export interface PartOfAnswer {
  readonly path: Path
  readonly entries: readonly unknown[] | Readonly<Record<string, unknown>>
}

/** The same as a message. */
export interface AnswerPart {
  readonly path: Path
  /**
   * The entries as JSON: what a window is given is copied twice, member by member, and a text at once. A member without
   * a value is not in it.
   */
  readonly text: string
}

type Plain = Record<string, unknown>

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** Whether a row has a list that is a part of its own. Nearly none has, and a state has thousands of rows. */
function hasLongList(row: unknown): boolean {
  if (Array.isArray(row)) return row.length > mostRows || row.some(hasLongList)
  if (!isPlain(row)) return false
  const members = Object.values(row)
  return members.length > mostRows || members.some(hasLongList)
}

/**
 * Cuts an answer that would hold the threads of both processes for long into messages of at most 1,000
 * rows. `head` is the answer with an empty list in the place of each that was taken out; `addPart` with
 * all parts, in their order, makes the answer of it again. An answer without long lists is its own head.
 */
export function inParts(value: unknown): { head: unknown; parts: PartOfAnswer[] } {
  /** The lists in the order in which they are met: an outer one before those in its entries. */
  const taken: PartOfAnswer[][] = []
  const path: (string | number)[] = []
  let room = mostRows

  /** The same value without long lists; what has none stays the same object. */
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

/** A part as it is sent. */
export const partMessage = ({ path, entries }: PartOfAnswer): AnswerPart => ({
  path,
  text: JSON.stringify(entries),
})

/** Puts the entries of a part into the list that they were taken from; changes `answer`. */
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

/** Requests about answers that are too long for one message. */
export const answerRequests = {
  /** A part of the answer to another call of the same window, from 0; each can be had once. */
  'answer.rest': {
    input: z.object({ callId: callIdSchema, part: z.number().int().nonnegative() }),
    // Made by main and trusted.
    output: z.custom<AnswerPart>(),
  },
} as const
