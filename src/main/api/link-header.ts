/** One link of the header: its address, and what is said of it. */
const link = /<([^<>]*)>([^<]*)/g
const isNext = /;\s*rel\s*=\s*"?(?:[^";,]*\s)?next(?:\s[^";,]*)?"?\s*(?:[;,]|$)/i
/** Characters of a header that are read. */
const longest = 4000

/**
 * What an answer says of the page after it. `last`: there is none; `unsaid`: it has no such header, as behind a proxy that
 * drops it; `unreadable`: there is one, and no token by which it could be asked for.
 */
export type NextPage =
  | { readonly kind: 'next'; readonly token: string }
  | { readonly kind: 'last' | 'unsaid' | 'unreadable' }

/**
 * The next page by a `Link` header (RFC 8288), as Ory's admin APIs send it:
 * `</admin/identities?page_size=250&page_token=…>; rel="next"`. Of the address only the token is used, so that no
 * server sends a key elsewhere.
 */
export function nextInLink(header: string | readonly string[] | undefined): NextPage {
  const text = typeof header === 'string' ? header : (header ?? []).join(',')
  const links = [...text.slice(0, longest).matchAll(link)]
  for (const [, address = '', about = ''] of links) {
    if (!isNext.test(about)) continue
    const at = address.indexOf('?')
    const token = new URLSearchParams(at === -1 ? '' : address.slice(at)).get('page_token') ?? ''
    return token === '' ? { kind: 'unreadable' } : { kind: 'next', token }
  }
  if (text.length > longest) return { kind: 'unreadable' }
  return { kind: links.length > 0 ? 'last' : 'unsaid' }
}
