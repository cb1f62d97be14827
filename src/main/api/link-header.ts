const link = /<([^<>]*)>([^<]*)/g
const isNext = /;\s*rel\s*=\s*"?(?:[^";,]*\s)?next(?:\s[^";,]*)?"?\s*(?:[;,]|$)/i
/** Maximum number of characters. */
const longest = 4000

/** `last`: no more pages; `unsaid`: no header, as behind a proxy; `unreadable`: no usable token. */
export type NextPage =
  | { readonly kind: 'next'; readonly token: string }
  | { readonly kind: 'last' | 'unsaid' | 'unreadable' }

/** Next page of Ory's Link header (RFC 8288). Uses only the token, never the address. */
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
