import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { largestAnswer } from '../attempt'
import type { AnswerBudget } from '../client'

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | undefined
}

/** A list that still goes on after so many pages comes from a server gone wrong. */
const mostPages = 1000
/** All pages together may have as much as one answer; so many empty objects need more than their text. */
const mostItems = 1_000_000

const endless = (why: string) =>
  failure(appError('api.unexpected-response', `The list does not end: ${why}`))

/**
 * Reads a list over all its pages. What would be too much in all is an error, for a part of a list is
 * not to be taken for the whole; a token that comes again ends it.
 *
 * @param read one page by its token, of which the first has none, within what is left of the budget
 * @param onProgress told how many items there are after each page
 */
export async function allPages<Item>(
  read: (token: string | undefined, budget: AnswerBudget) => Promise<Result<Page<Item>>>,
  onProgress?: (count: number) => void,
  largest = largestAnswer,
): Promise<Result<Item[]>> {
  const budget = { left: largest, of: largest }
  const items: Item[] = []
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const page = await read(token, budget)
    if (!page.ok) return page
    if (items.length + page.value.items.length > mostItems) {
      return endless(`it has more than ${mostItems.toLocaleString('en')} entries`)
    }
    for (const item of page.value.items) items.push(item)
    onProgress?.(items.length)
    token = page.value.next
    if (token !== undefined && seen.has(token)) break
    if (token !== undefined) seen.add(token)
    if (seen.size >= mostPages) return endless(`it has more than ${mostPages} pages`)
  } while (token !== undefined)
  return success(items)
}

/** The token of the next page; none where the server says that there is no further one. */
export function nextToken(
  token: string | null | undefined,
  hasNext: boolean | null | undefined,
): string | undefined {
  return token && hasNext !== false ? token : undefined
}

/** A query with what is given; empty without anything. */
export function query(members: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(members)) if (value) search.set(name, value)
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}
