import { marks, withoutMarks } from './text/lines'
import { blankLength, isOpenedPlaceholder, isPlaceholder } from './placeholders'
import { t } from '../language/translate'
import { isClosing } from './domains/messages'
import { hasLabel, type Labelled } from './labels'

/** Button texts between a label and its value, copied from a portal's page. */
const button = /^(?:copy(?: to clipboard)?|copied!?)\s*$/i

/** The text after a label without a blank that asked for it; what is filled into `____` stands between two. */
export function filledIn(text: string): { readonly text: string; readonly offset: number } {
  const offset = blankLength(text)
  return offset === 0
    ? { text, offset }
    : { text: text.slice(offset).replace(/_{3,}\s*$/, ''), offset }
}

/** The value after a label: on its line or, if that is empty or only asks for it, on the next line. */
export function valueText(item: Labelled): { text: string; start: number } {
  if (isOpenedPlaceholder(item.text) && item.text.trim() !== '') {
    return { text: '', start: item.start }
  }
  const own = filledIn(item.text)
  if (own.text.trim() !== '' || (item.isLoose && own.offset === 0)) {
    return { text: own.text, start: item.start + own.offset }
  }
  let offset = 0
  for (let tries = 0; tries < 3; tries += 1) {
    offset += /^\s{0,200}/.exec(item.below.slice(offset))?.[0].length ?? 0
    const line = item.below.slice(offset).split('\n', 1)[0] ?? ''
    if (hasLabel(line) || (own.offset > 0 && isClosing(line))) break
    const below = filledIn(line)
    if (!button.test(line) && below.text.trim() !== '') {
      return { text: below.text, start: item.belowStart + offset + below.offset }
    }
    offset += line.length
  }
  return { text: '', start: item.start }
}

/** The position shown for a value: that of its label. */
export function placeOf(item: Labelled, start: number): number {
  return Math.min(item.start, start)
}

/** A value cut out of a text, with its position. */
export interface Cut {
  readonly value: string
  readonly start: number
  /** The text after it on the same line. */
  readonly rest: string
  /** It is enclosed by quotes or brackets, so that it is complete. */
  readonly isEnclosed?: boolean
}

const opening = /[\s"'`*<([{„“”«»‚‘’‹›:=|]/
const ending = /[\s"'`*<>|,;&)\]}”»“’‘›‹„]/

/** The closing character for each opening one; languages have their own quotes. */
const closing: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'’",
  '`': '`',
  '„': '“”"',
  '“': '”"',
  '”': '”',
  '«': '»',
  '»': '«',
  '‚': '‘’',
  '‘': '’',
  '’': '’',
  '‹': '›',
  '›': '‹',
  '<': '>',
  '(': ')',
  '[': ']',
  '{': '}',
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isGuid(text: string): boolean {
  return guid.test(text)
}

const longestValue = 512

/** The word between matching quotes or brackets at `start`, if it is one word. */
function enclosed(text: string, start: number): { from: number; to: number } | undefined {
  const closers = closing[text.charAt(start)]
  if (closers === undefined) return undefined
  let from = start + 1
  while (from < start + 4 && text.charAt(from) === ' ') from += 1
  for (let to = from; to < text.length && to - from <= longestValue; to += 1) {
    const letter = text.charAt(to)
    if (closers.includes(letter) && to > from) return { from, to }
    if (/\s/.test(letter)) return closers.includes(text.charAt(to + 1)) ? { from, to } : undefined
  }
  return undefined
}

/** The first word of a text: enclosed by quotes or brackets, or up to the end of a word. */
export function firstWord(text: string, offset: number, stop: RegExp = ending): Cut | undefined {
  let start = 0
  for (; start < text.length && opening.test(text.charAt(start)); start += 1) {
    const found = enclosed(text, start)
    if (!found) continue
    // Quotes inside brackets, as in ("abc").
    const inner = enclosed(text.slice(0, found.to), found.from)
    const { from, to } = inner ?? found
    return {
      value: text.slice(from, to),
      start: offset + from,
      rest: text.slice(found.to + 1),
      isEnclosed: true,
    }
  }
  let end = start
  while (end < text.length && end - start <= longestValue && !stop.test(text.charAt(end))) end += 1
  if (end === start) return undefined
  return { value: text.slice(start, end), start: offset + start, rest: text.slice(end) }
}

/** A joined value without its marks, the part before the first mark, and a note. */
export function joined(value: string): {
  readonly value: string
  readonly cut?: string
  readonly note?: string
} {
  const at = value.indexOf(marks.joint)
  const whole = withoutMarks(value)
  if (at !== -1) return { value: whole, cut: value.slice(0, at), note: brokenNote }
  return value.includes(marks.open) ? { value: whole, note: openNote } : { value }
}

export const brokenNote = t('It was broken over two lines and joined here')
export const openNote = t('It ends where its line does, and may go on in the next one')

/** A value without the end of its sentence. */
export function withoutStop(value: string): string {
  let end = value.length
  while (end > 0 && '.,;:!?'.includes(value.charAt(end - 1))) end -= 1
  return value.slice(0, end)
}

/** Whether the value can be a client ID. A word of letters counts only if it is alone. */
export function isClientId(cut: Cut, isLoose: boolean): boolean {
  const { value, rest } = cut
  if (value.length < 3 || value.length > 255 || !/^[\w.~:@/+-]+$/.test(value)) return false
  if (isPlaceholder(value) || /^https?:/i.test(value)) return false
  if (isLoose) return value.length >= 8 && /\d/.test(value)
  return (
    /\d/.test(value) ||
    rest
      .trim()
      .replace(/^["'`*)\].,;|”»“’]+/, '')
      .trim() === ''
  )
}

const date = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}$/
const phone = /^\+?[\d()/.-]{5,20}$/
const hyphenated = /^[A-Z]?[a-z]+(?:[-/][A-Z]?[a-z]+)+$/
const mailAddress = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/

/** Whether the value can be a secret: long, not an address, and not a word of a sentence. */
export function isSecret(cut: Cut, isLoose: boolean): boolean {
  const { value, rest } = cut
  if (value.length < 8 || /^https?:/i.test(value) || isPlaceholder(value)) return false
  if (!/^[\x21-\x7E]+$/.test(value)) return false
  const bare = withoutStop(value)
  if (date.test(bare) || phone.test(bare) || mailAddress.test(bare)) return false
  if (hyphenated.test(bare) && bare.length < 30) return false
  const isMixed = /\d/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value.slice(1)))
  if (isLoose) return isMixed && /\d/.test(value) && value.length >= 16
  const isWord = /^[A-Za-z]?[a-z]+[.!]?$/.test(value)
  return isMixed || value.length >= 20 || (rest.trim() === '' && value.length >= 12 && !isWord)
}

/** Whether a word is a domain name of at least two labels, with letters of any script. */
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
  'and und et y e & + or oder ou o of i en oraz sowie as well plus are sind sont son sono são zijn są is ist est è é jest our unsere nos nuestros nostri nossos onze nasze only nur the die le les los las i gli os as de het'.split(
    ' ',
  ),
)

/** Words without brackets, bullets and punctuation; empty ones are left out. */
function words(text: string): { word: string; isLast: boolean; isAside: boolean }[] {
  return text
    .slice(0, 4_096)
    .split(/[\s,;|]+/)
    .map((raw) => {
      const bare = raw
        .replace(/^[("'`*<„“”«»‚‘‹›[•@-]{1,9}/, '')
        .replace(/[)"'`*>”»“«’‘›‹\]}]{1,9}([.!?]?)$/, '$1')
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

/** Domains on lines of their own at the beginning of a text, as in a list. */
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

/** Scopes at the beginning of a text; none unless one of them is a well-known scope. */
export function leadingScopes(text: string): string[] {
  const found: string[] = []
  for (const { word, isLast } of words(text.replaceAll('+', ' ').replaceAll('%20', ' '))) {
    if (connectors.has(word.toLowerCase())) continue
    if (!/^[\w.:/-]{2,200}$/.test(word) || (found.length === 0 && !knownScope.test(word))) break
    // An unknown word of letters belongs to the rest of the sentence.
    if (/^[\p{L}]+$/u.test(word) && !knownScope.test(word)) break
    found.push(word)
    if (isLast) break
  }
  return found.some((scope) => knownScope.test(scope)) ? [...new Set(found)] : []
}
