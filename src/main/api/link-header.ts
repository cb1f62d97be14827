/** One link of the header: its address, and what is said of it. */
const link = /<([^>]*)>([^<]*)/g
const isNext = /;\s*rel\s*=\s*"?(?:[^";,]*\s)?next(?:\s[^";,]*)?"?\s*(?:[;,]|$)/i

/**
 * The token of the next page in a `Link` header (RFC 8288), as Ory's admin APIs send it:
 * `</admin/identities?page_size=250&page_token=…>; rel="next"`. Of the address only the token is used, so that no
 * server sends a key elsewhere.
 *
 * @returns `undefined` for the last page
 */
export function nextInLink(header: string | readonly string[] | undefined): string | undefined {
  for (const [, address = '', about = ''] of (typeof header === 'string'
    ? header
    : (header ?? []).join(',')
  )
    .slice(0, 20_000)
    .matchAll(link)) {
    if (!isNext.test(about)) continue
    const at = address.indexOf('?')
    const token = new URLSearchParams(at === -1 ? '' : address.slice(at)).get('page_token')
    return token === null || token === '' ? undefined : token
  }
  return undefined
}
