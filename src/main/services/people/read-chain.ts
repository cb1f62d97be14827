import { failure, success, type Result } from '../../../core/errors/result'
import type { PeopleReadEnd } from '../../../core/ipc/people'
import type { NextPage } from '../../api/link-header'

/** Where a read of one list is. It can go on as long as the server knows the token. */
export interface Chain {
  /** Of the next page; absent for the first. */
  token?: string
  isDone: boolean
  /** Entries so far. */
  entries: number
  pages: number
  /** Pages without an entry since the last that had some. */
  empty: number
  /** Tokens of pages that were there. */
  readonly tokens: Set<string>
}

export const newChain = (): Chain => ({
  isDone: false,
  entries: 0,
  pages: 0,
  empty: 0,
  tokens: new Set(),
})

/** A list with more pages than this comes from a faulty server; a million people have 2,000. */
const mostPages = 20_000
/** So many people take some 350 MB of memory, and more would end the app. */
const mostEntries = 2_000_000
/** Pages without an entry after each other: a server may filter what it pages, and not all of it away. */
const mostEmpty = 20

/** A page whose entries were read. */
export interface ChainPage {
  /** How many it has. */
  readonly entries: number
  /** As many were asked for at most. */
  readonly size: number
  readonly next: NextPage
}

/** How a list ended that did not fail. */
export type ChainEnd = Exclude<PeopleReadEnd, 'stopped'>

/** HTTP status of an answer to a token that the server no longer takes. */
const refusesToken = new Set([400, 404, 410, 422])

/** Reads pages until the server repeats itself; after a failure the chain can continue. */
export async function readChain<Entries extends ChainPage>(
  chain: Chain,
  readPage: (token: string | undefined) => Promise<Result<Entries>>,
  onPage: (page: Entries) => boolean,
): Promise<Result<ChainEnd>> {
  while (!chain.isDone) {
    const page = await readPage(chain.token)
    if (!page.ok) {
      const isOfToken = chain.token !== undefined && refusesToken.has(page.error.status ?? 0)
      return isOfToken ? success('expired') : failure(page.error)
    }
    const { entries, size, next } = page.value
    chain.pages += 1
    chain.entries += entries
    chain.empty = entries === 0 ? chain.empty + 1 : 0
    if (onPage(page.value)) return success('repeated')
    if (next.kind === 'next') {
      const { token } = next
      if (chain.tokens.has(token)) return success('repeated')
      const isTooLong = chain.pages >= mostPages || chain.entries >= mostEntries
      if (isTooLong || chain.empty >= mostEmpty) return success('too-many')
      chain.tokens.add(token)
      chain.token = token
    } else {
      // A full page is the last one only where the server says so.
      const isLast = next.kind === 'last' || (next.kind === 'unsaid' && entries < size)
      if (!isLast) return success('no-next')
      chain.isDone = true
    }
  }
  return success('whole')
}
