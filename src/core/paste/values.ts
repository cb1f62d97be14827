/** A value cut out of a text: its characters and where they begin. */
export interface Cut {
  readonly value: string
  readonly start: number
  /** What follows it on the same line. */
  readonly rest: string
}

const opening = /[\s"'`*<([{„“«‘:=|]/
const ending = /[\s"'`*<>|,;&)\]}”»“’]/

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isGuid(text: string): boolean {
  return guid.test(text)
}

/** The first word of a text without quotes, brackets and what ends a sentence. */
export function firstWord(text: string, offset: number, stop: RegExp = ending): Cut | undefined {
  let start = 0
  while (start < text.length && opening.test(text.charAt(start))) start += 1
  let end = start
  while (end < text.length && end - start <= 512 && !stop.test(text.charAt(end))) end += 1
  if (end === start) return undefined
  return { value: text.slice(start, end), start: offset + start, rest: text.slice(end) }
}

/** A value without what ends a sentence. */
export function withoutStop(value: string): string {
  let end = value.length
  while (end > 0 && '.,;:!?'.includes(value.charAt(end - 1))) end -= 1
  return value.slice(0, end)
}

/** Words that stand where a value would, in “follows by phone” and the like. */
const placeholder =
  /^(?:x{3,}|\.{2,}|•+|\*+|-+|_+|n\/?a|tbd|todo|none|null|undefined|(?:client|your|ihre?|votre|su|tu)[_-]?(?:client)?[_-]?(?:id|secret).*|see|siehe|voir|ver|attached|separately|separat|follows|folgt|suit|below|unten|above|oben|will|wird|sera|please|bitte|value|wert|required|optional|and|und|et|is|the|or|oder|of|von|for|für)$/i

export function isPlaceholder(value: string): boolean {
  return placeholder.test(value) || new Set(value).size < 3
}

/** Whether the value can be a client ID. A word of letters alone counts only where it stands alone. */
export function isClientId(cut: Cut, isLoose: boolean): boolean {
  const { value, rest } = cut
  if (value.length < 3 || value.length > 255 || !/^[\w.~:@/+-]+$/.test(value)) return false
  if (isPlaceholder(value) || /^https?:/i.test(value)) return false
  if (isLoose) return value.length >= 8 && /\d/.test(value)
  return (
    /\d/.test(value) ||
    rest
      .trim()
      .replace(/^["'`*)\].,;|]+/, '')
      .trim() === ''
  )
}

/** Whether the value can be a secret: long, no address, and no word of a sentence. */
export function isSecret(cut: Cut, isLoose: boolean): boolean {
  const { value, rest } = cut
  if (value.length < 8 || /^https?:/i.test(value) || isPlaceholder(value)) return false
  if (!/^[\x21-\x7E]+$/.test(value)) return false
  const isMixed = /\d/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value.slice(1)))
  if (isLoose) return isMixed && /\d/.test(value) && value.length >= 16
  return isMixed || value.length >= 20 || (rest.trim() === '' && value.length >= 12)
}

/** Whether a word is a domain name of at least two labels; letters of any script. */
export function isDomain(word: string): boolean {
  if (word.length > 253 || !word.includes('.')) return false
  const labels = word.split('.')
  const top = labels.at(-1) ?? ''
  return (
    labels.every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label)) &&
    /^(?:xn--[a-z0-9-]+|\p{L}{2,})$/iu.test(top)
  )
}

const connectors = new Set(
  'and und et y e & + or oder ou sowie as well plus are sind sont son is ist est our unsere nos nuestros only nur the die'.split(
    ' ',
  ),
)

/** Words without their brackets, bullets and sentence marks; empty ones are left out. */
function words(text: string): { word: string; isLast: boolean; isAside: boolean }[] {
  return text
    .slice(0, 4_096)
    .split(/[\s,;|]+/)
    .map((raw) => {
      const bare = raw
        .replace(/^[("'`*<„“«[•@-]{1,9}/, '')
        .replace(/[)"'`*>”»“\]]{1,9}([.!?]?)$/, '$1')
      const word = withoutStop(bare)
      return { word, isLast: /[.!?]$/.test(bare), isAside: /^\(|\)[.,]?$/.test(raw) }
    })
    .filter(({ word }) => word !== '')
}

/** Domains at the beginning of a text, up to the end of their sentence. */
export function leadingDomains(text: string): string[] {
  const found: string[] = []
  let strangers = 0
  for (const { word, isLast, isAside } of words(text)) {
    if (isDomain(word)) found.push(word.toLowerCase())
    else if (!connectors.has(word.toLowerCase()) && !isAside) {
      strangers += 1
      if (found.length > 0 || strangers > 3) break
    }
    if (isLast) break
  }
  return [...new Set(found)]
}

/** Domains that stand alone on the lines at the beginning of a text, as in a list. */
export function listedDomains(text: string): string[] {
  const found: string[] = []
  for (const line of text.replace(/^\n/, '').split('\n')) {
    const item = line.replace(/^[\s*•·–-]{0,20}/, '').replace(/[\s,;.]{0,20}$/, '')
    const domain = item.replace(/^@/, '')
    if (!isDomain(domain)) break
    found.push(domain.toLowerCase())
  }
  return [...new Set(found)]
}

const knownScope =
  /^(?:openid|email|profile|offline_access|groups|roles|address|phone|user:email|read_user|User\.Read|name)$/

/** Scopes at the beginning of a text; none unless one of them is a scope that everybody knows. */
export function leadingScopes(text: string): string[] {
  const found: string[] = []
  for (const { word, isLast } of words(text.replaceAll('+', ' ').replaceAll('%20', ' '))) {
    if (connectors.has(word.toLowerCase())) continue
    if (!/^[\w.:/-]{2,200}$/.test(word) || (found.length === 0 && !knownScope.test(word))) break
    // A word of letters alone that nobody knows is how the sentence goes on.
    if (/^[\p{L}]+$/u.test(word) && !knownScope.test(word)) break
    found.push(word)
    if (isLast) break
  }
  return found.some((scope) => knownScope.test(scope)) ? [...new Set(found)] : []
}
