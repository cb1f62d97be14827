import { failure, success, type Result } from '../../../core/errors/result'
import type { PeopleReadEnd } from '../../../core/ipc/people'
import type { JsonValue } from '../../../core/model/json'
import { yieldToEventLoop } from '../../concurrency/pauses'
import type { Page } from '../../api/endpoints/pages'

/** Where a read of one list is. It can go on as long as the server knows the token. */
export interface Chain {
  /** Of the next page; absent for the first. */
  token?: string
  isDone: boolean
  /** Entries so far. */
  entries: number
  pages: number
  /** Tokens of pages that were there. */
  readonly tokens: Set<string>
}

export const newChain = (): Chain => ({ isDone: false, entries: 0, pages: 0, tokens: new Set() })

/** A list with more pages than this comes from a faulty server; a million people have 2,000. */
const mostPages = 20_000

/** How a list ended that did not fail. */
export type ChainEnd = Exclude<PeopleReadEnd, 'stopped'>

/** HTTP status of an answer to a token that the server no longer takes. */
const refusesToken = new Set([400, 404, 410, 422])

/**
 * Reads a list from where it is, page by page, and ends where the server begins to repeat itself.
 *
 * @param readPage by its token
 * @param onPage takes a page, and returns whether it is one that was there before
 * @returns the failure of a page that could not be read: the chain stands before it
 */
export async function readChain(
  chain: Chain,
  readPage: (token: string | undefined) => Promise<Result<Page<JsonValue>>>,
  onPage: (entries: readonly JsonValue[]) => boolean,
): Promise<Result<ChainEnd>> {
  while (!chain.isDone) {
    const page = await readPage(chain.token)
    if (!page.ok) {
      const isOfToken = chain.token !== undefined && refusesToken.has(page.error.status ?? 0)
      return isOfToken ? success('expired') : failure(page.error)
    }
    const { items, next } = page.value
    // It was just read to JSON: what waits for the thread comes before it is counted.
    await yieldToEventLoop()
    chain.pages += 1
    chain.entries += items.length
    if (onPage(items)) return success('repeated')
    if (next === undefined) chain.isDone = true
    else {
      if (chain.tokens.has(next)) return success('repeated')
      if (chain.pages >= mostPages) return success('too-many')
      chain.tokens.add(next)
      chain.token = next
    }
  }
  return success('whole')
}
