import { success, type Result } from '../../../core/errors/result'

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | undefined
}

/** A token that comes again, or a thousand pages, is a server gone wrong. */
const mostPages = 1000

/**
 * Reads a list over all its pages.
 *
 * @param read one page by its token; the first has none
 * @param onProgress told how many items there are after each page
 */
export async function allPages<Item>(
  read: (token: string | undefined) => Promise<Result<Page<Item>>>,
  onProgress?: (count: number) => void,
): Promise<Result<Item[]>> {
  const items: Item[] = []
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const page = await read(token)
    if (!page.ok) return page
    items.push(...page.value.items)
    onProgress?.(items.length)
    token = page.value.next
    if (token !== undefined && seen.has(token)) break
    if (token !== undefined) seen.add(token)
  } while (token !== undefined && seen.size < mostPages)
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
