import { numberText } from '../../../core/model/format'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { largestAnswer } from '../attempt'
import type { AnswerBudget } from '../client'

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | undefined
}

/** More pages mean a faulty server. */
const mostPages = 1000
/** Many empty objects need more memory than their text. */
const mostItems = 1_000_000

const endless = (message: string) => failure(appError('api.unexpected-response', message))

/** Reads all pages. Too much data is an error, since a part must not pass for the whole list. */
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
      return endless(
        t('The list does not end: it has more than {count} entries', {
          count: numberText(mostItems),
        }),
      )
    }
    for (const item of page.value.items) items.push(item)
    onProgress?.(items.length)
    token = page.value.next
    if (token !== undefined && seen.has(token)) break
    if (token !== undefined) seen.add(token)
    if (seen.size >= mostPages) {
      return endless(
        t('The list does not end: it has more than {count} pages', { count: mostPages }),
      )
    }
  } while (token !== undefined)
  return success(items)
}

export function nextToken(
  token: string | null | undefined,
  hasNext: boolean | null | undefined,
): string | undefined {
  return token && hasNext !== false ? token : undefined
}

/** Query string; empty without members. */
export function query(members: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(members)) if (value) search.set(name, value)
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}
