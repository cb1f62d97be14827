import { ApiError } from '../state/errors'

export interface Page<T> {
  items: T[]
  nextToken: string
}

/** `page_size` 1 to 1000, default 250; the token is opaque to clients. */
export function pageOf<T>(all: readonly T[], query: URLSearchParams): Page<T> {
  const asked = query.get('page_size')
  const size = asked === null ? 250 : Number(asked)
  if (!Number.isInteger(size) || size < 1 || size > 1000) {
    throw new ApiError(400, 'page_size must lie between 1 and 1000')
  }
  const start = readToken(query.get('page_token'))
  const end = start + size
  return { items: all.slice(start, end), nextToken: end < all.length ? writeToken(end) : '' }
}

function writeToken(offset: number): string {
  return Buffer.from(JSON.stringify({ offset })).toString('base64url')
}

function readToken(token: string | null): number {
  if (token === null || token === '') return 0
  const match = /^\{"offset":(\d+)\}$/.exec(Buffer.from(token, 'base64url').toString())
  if (!match) throw new ApiError(400, 'page_token is malformed')
  return Number(match[1])
}
