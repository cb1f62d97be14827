import { failure, success, type Result } from '../../../core/errors/result'
import type { PeopleReadEnd } from '../../../core/ipc/people'
import type { NextPage } from '../../api/link-header'

/** Position in a list; resumable while the server knows the token. */
export interface Chain {
  /** Token of the next page; absent for the first. */
  token?: string
  isDone: boolean
  entries: number
  pages: number
  /** Consecutive empty pages. */
  empty: number
  /** Tokens seen so far. */
  readonly tokens: Set<string>
}

export const newChain = (): Chain => ({
  isDone: false,
  entries: 0,
  pages: 0,
  empty: 0,
  tokens: new Set(),
})

/** More pages mean a faulty server: a million people have 2,000. */
const mostPages = 20_000
/** Two million people take 350 MB; more would end the app. */
const mostEntries = 2_000_000
/** Maximum number of consecutive empty pages, as servers may filter afterwards. */
const mostEmpty = 20

export interface ChainPage {
  readonly entries: number
  /** Requested page size. */
  readonly size: number
  readonly next: NextPage
}

export type ChainEnd = Exclude<PeopleReadEnd, 'stopped'>

/** HTTP statuses for an expired token. */
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
      // A full page is only the last one if the server says so.
      const isLast = next.kind === 'last' || (next.kind === 'unsaid' && entries < size)
      if (!isLast) return success('no-next')
      chain.isDone = true
    }
  }
  return success('whole')
}
