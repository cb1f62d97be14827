import { structureWords } from './invented-words'
import type { Inventor, WordRole } from './inventor'

/** Letters and digits of any script, and symbols drawn as letters. */
const token = String.raw`[\p{L}\p{M}\p{N}\p{So}]+`
const url = String.raw`[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>]{1,2000}`
const domain = String.raw`(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,63}`
const email = String.raw`[^\s@<>"'(),;:|/\\\[\]]{1,64}@(?:[\p{L}\p{N}_-]{1,63}\.){1,8}[\p{L}\p{N}-]{2,63}`
const hex = '[0-9a-f]'
const guid = String.raw`${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}(?![\p{L}\p{N}])`
const alone = String.raw`(?<![\p{L}\p{M}\p{N}])`

const piece = new RegExp(
  `(?<mark>#EXT#)|(?<url>${alone}${url})|(?<email>${alone}${email})|(?<guid>${alone}${guid})|` +
    `(?<domain>${alone}${domain}(?![\\p{L}\\p{N}]))|(?<token>${token})`,
  'giu',
)
const tokens = new RegExp(token, 'gu')
/** With percent escapes, which are part of their word. */
const urlToken = /(?:[\p{L}\p{M}\p{N}\p{So}]|%[0-9a-f]{2})+/giu
const urlParts = /^([a-z][a-z0-9+.-]*:\/\/)(?:([^/?#]*)@)?(\[[^\]]*\]|[^/?#:]*)(:\d*)?([\s\S]*)$/i
const ownDomains = /\.(?:com|org|net|edu|gov|io|example)$/i

/** Text without a space in it. */
const chunk = /\S+/g
/** Longer ones are treated as data: words are replaced, but addresses are not searched for. */
const longestChunk = 4096

/** Whether it may contain more than words; that search is slow. */
const isComposed = (text: string) => text.length <= longestChunk && /[@.:#-]/.test(text)

function piecesIn(text: string): RegExpExecArray[] {
  return [...text.matchAll(chunk)].flatMap(([part]) =>
    isComposed(part) ? [...part.matchAll(piece)] : [],
  )
}

/** Parts of personal texts that are kept. */
export interface Kept {
  /** Hosts of the issuer, in lower case. */
  readonly hosts: ReadonlySet<string>
  /** GUIDs of the issuer and the audience, in lower case. */
  readonly guids: ReadonlySet<string>
}

/** The role of each word of a text; `person` is a given name, and at the end a family name. */
export type TextRole = WordRole | 'person'

/** The words of a text in lower case, and GUIDs and domains unchanged. */
export function wordsOf(text: string): string[] {
  const words = [...text.matchAll(tokens)].map(([word]) => word.toLowerCase())
  return [...words, ...piecesIn(text).map(({ 0: whole }) => whole.toLowerCase())]
}

/** Domains of the e-mail addresses in a text. */
export function emailDomains(text: string): string[] {
  if (!text.includes('@')) return []
  return piecesIn(text).flatMap(({ groups }) => {
    const found = groups?.['email']
    return found === undefined ? [] : [found.slice(found.lastIndexOf('@') + 1)]
  })
}

/** Hosts of the addresses in a text, in lower case. */
export function hostsIn(text: string): string[] {
  return piecesIn(text).flatMap(({ groups }) => {
    const host = groups?.['url'] === undefined ? undefined : urlParts.exec(groups['url'])?.[3]
    return host === undefined ? [] : [host.toLowerCase()]
  })
}

/** GUIDs in a text, in lower case. */
export function guidsIn(text: string): string[] {
  const found = new RegExp(`${alone}${guid}`, 'giu')
  return [...text.matchAll(found)].map(([whole]) => whole.toLowerCase())
}

/** Replaces every word, address and identifier in a text; the characters between them are kept. */
export function inventText(text: string, role: TextRole, inventor: Inventor, kept: Kept): string {
  const last = role === 'person' ? [...text.matchAll(tokens)].length - 1 : 0
  let count = -1
  const replaceWords = (part: string) =>
    part.replace(tokens, (word) => {
      count += 1
      if (role !== 'person') return inventor.word(word, role)
      return inventor.word(word, count > 0 && count === last ? 'family' : 'given')
    })
  const replacePiece = (whole: string, ...rest: unknown[]) => {
    // With named groups in the pattern, they are the last argument.
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>
    // Entra's marker in the user principal name of a guest.
    if (groups['mark'] !== undefined) return whole
    if (groups['url'] !== undefined) return inventUrl(whole, inventor, kept)
    if (groups['email'] !== undefined) return inventEmail(whole, inventor, kept)
    if (groups['guid'] !== undefined) {
      return kept.guids.has(whole.toLowerCase()) ? whole : inventor.guid(whole)
    }
    if (groups['domain'] !== undefined && isDomain(whole, inventor)) return inventor.domain(whole)
    return replaceWords(whole)
  }
  return text.replace(chunk, (part) =>
    isComposed(part) ? part.replace(piece, replacePiece) : replaceWords(part),
  )
}

function isDomain(text: string, inventor: Inventor): boolean {
  return inventor.knowsDomain(text) || ownDomains.test(text)
}

function inventEmail(address: string, inventor: Inventor, kept: Kept): string {
  const at = address.lastIndexOf('@')
  const local = inventText(address.slice(0, at), 'person', inventor, kept)
  return `${local}@${inventor.domain(address.slice(at + 1))}`
}

/** Scheme, port and common words are kept; the host and words that name somebody are replaced. */
function inventUrl(address: string, inventor: Inventor, kept: Kept): string {
  const [, scheme = '', user, host = '', port = '', rest = ''] = urlParts.exec(address) ?? []
  const isKept = kept.hosts.has(host.toLowerCase())
  const newUser = user === undefined ? '' : `${inventText(user, 'plain', inventor, kept)}@`
  const newRest = rest.split(guidIn).map((part) => {
    if (kept.guids.has(part.toLowerCase())) return part
    if (guidWhole.test(part)) return inventor.guid(part)
    return part.replace(urlToken, (word) => inventUrlWord(word, inventor))
  })
  return `${scheme}${newUser}${isKept ? host : inventor.domain(host)}${port}${newRest.join('')}`
}

const guidIn = new RegExp(`(${alone}${guid})`, 'iu')
const guidWhole = new RegExp(`^${guid}$`, 'iu')

function inventUrlWord(word: string, inventor: Inventor): string {
  if (structureWords.has(word.toLowerCase())) return word
  return inventor.word(word.replaceAll('%', ''), 'plain')
}
