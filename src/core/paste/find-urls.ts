import { marks, withoutMarks } from './text/lines'
import { isUrlPlaceholder } from './placeholders'

/** An http(s) address inside a text. */
export interface FoundUrl {
  readonly url: string
  /** Lower case, without port. */
  readonly host: string
  readonly path: string
  /** Its position and length in the text. */
  readonly start: number
  readonly length: number
  /** Whether it was joined from several lines, may continue on the next line, or was cut off. */
  readonly doubt?: 'joined' | 'open' | 'cut'
  /** Its part on the first line, where it was joined. */
  readonly first?: string
}

const maximumUrlLength = 2048
const maximumUrls = 500

const urlToken = /https?:\/\/[^\s<>"'`|\\^«»‹›“”„‚‘’]{1,2048}/gi

/** Characters that end a sentence or a bracket, but not a URL. */
const trailing = new Set('.,;:!?*_)]}…')

function trimEnd(url: string): string {
  const isOpened = { ')': url.includes('('), '}': url.includes('{') }
  let end = url.length
  while (end > 0 && trailing.has(url.charAt(end - 1))) {
    const last = url.charAt(end - 1)
    // A closing bracket is kept if the URL contains the opening one.
    if ((last === ')' || last === '}') && isOpened[last]) break
    end -= 1
  }
  return url.slice(0, end)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign without a code does not occur in an identity provider's address.
    return ''
  }
}

/** The address inside one that a mail filter has rewritten for click tracking. */
function unwrapped(url: string): string {
  const safeLink =
    /^https:\/\/[a-z0-9.]{1,60}\.safelinks\.protection\.outlook\.com\/[^?]{0,80}\?(.*)$/i.exec(url)
  const google = /^https:\/\/www\.google\.[a-z.]{2,6}\/url\?(.*)$/i.exec(url)
  const query = safeLink?.[1] ?? google?.[1]
  if (query !== undefined) {
    const inner = /(?:^|&|&amp;)(?:url|q)=([^&]{1,2048})/i.exec(query)?.[1]
    const target = decoded(inner ?? '')
    return /^https?:\/\//i.test(target) ? target : url
  }
  const defense =
    /^https:\/\/urldefense(?:\.proofpoint)?\.com\/v3\/__(https?:\/.{1,2000}?)__;/i.exec(url)?.[1]
  return defense === undefined ? url : defense.replace(/^(https?:)\/(?!\/)/i, '$1//')
}

/** Host in lower case and path of an address; `undefined` where the host is not valid. */
export function splitUrl(url: string): { host: string; path: string } | undefined {
  const match = /^https?:\/\/([^/?#]{1,300})([^?#]{0,2048})/i.exec(url)
  const host = match?.[1]?.toLowerCase().replace(/:\d{1,5}$/, '')
  if (host === undefined || !/^[\p{L}\p{N}.[\]:-]+$/u.test(host)) return undefined
  return { host, path: match?.[2] ?? '' }
}

function doubtOf(token: string, behind: string): FoundUrl['doubt'] {
  if (/(?:…|\.{3})[)\]"']*$/.test(token) || /^\s?(?:…|\.{3}|\[(?:…|\.{3})\])/.test(behind))
    return 'cut'
  if (token.includes(marks.joint)) return 'joined'
  return token.includes(marks.open) ? 'open' : undefined
}

/**
 * The addresses in a text in their order, each once, without additions by mail programs: brackets,
 * quotes, full stops, click tracking, and the second copy with a slash that Outlook appends.
 */
export function findUrls(text: string): FoundUrl[] {
  const found = new Map<string, FoundUrl>()
  let previous: FoundUrl | undefined
  for (const match of text.matchAll(urlToken)) {
    if (found.size >= maximumUrls) break
    const behind = text.slice(match.index + match[0].length, match.index + match[0].length + 50)
    const taken = trimEnd(withoutMarks(match[0]))
    const url = unwrapped(taken)
    const parts = splitUrl(url)
    if (!parts || url.length > maximumUrlLength || isUrlPlaceholder(url, behind)) continue
    const doubt = doubtOf(match[0], behind)
    const first = match[0].split(marks.joint, 1)[0] ?? ''
    const between = previous && text.slice(previous.start + previous.length, match.index)
    const isCopy = between === '<' && previous !== undefined && url === `${previous.url}/`
    const entry: FoundUrl = {
      url,
      ...parts,
      start: match.index,
      length: match[0].length,
      ...(doubt === undefined ? {} : { doubt }),
      ...(doubt === 'joined' && splitUrl(first) ? { first } : {}),
    }
    if (!isCopy && !found.has(url)) found.set(url, entry)
    previous = entry
  }
  return [...found.values()]
}
