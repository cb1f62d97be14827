import { labelWords, type LabelKind } from './label-words'

export type { LabelKind }

const kinds = labelWords.map(([kind]) => kind)
const source = labelWords.map(([, labels]) => `(${labels.join('|')})`).join('|')
/** The name of a setting may have a prefix before the label: `OIDC_CLIENT_ID=`, `sso.client-id:`. */
const label = new RegExp(
  String.raw`(?:(?<![\p{L}\p{N}_.@/\uE001-])|(?<=(?<![\p{L}\p{N}_.@/-])(?:[A-Za-z][A-Za-z0-9]{0,20}(?:__|[_.:])){1,6})(?=[\w -]{1,40}["']?\s{0,3}[=:]))(?:${source})(?![\p{L}\p{N}_]|\.\p{L})`,
  'giu',
)

/**
 * Text allowed between a label and its value: quotes, a note in brackets, then a colon, an arrow, a gap
 * or a word such as “is”. An opening quote of the value is not consumed.
 */
const separator =
  /[ \t*_`"'’”»\])]{0,20}(?:[([][^()[\]\n]{0,60}[)\]][ \t*_`"'’”»]{0,20})?(?:(:=|[:=：|\t→>]|->|=>|[–—-](?=\s)| {2,}|(?:is|are|ist|sind|lautet|lauten|est|sont|es|son|è|sono|é|são|zijn|luidt|luiden|jest|są|brzmi)(?=[ :]):?)(?:[*_`]{1,3}(?=[ \t]|$))?[ \t|]{0,40}|$)/uy

const kindOf = (match: RegExpMatchArray): LabelKind =>
  kinds[match.slice(1).findIndex((part) => part !== undefined)] ?? 'other'

/** Polish uses “to” for “is”; after a label in another language it is the English word. */
const polish =
  /tajn|klient[ay]|sekret|wystawc|dzierżaw|katalogu|aplikacji|warto[śs][ćc]|zakres|domen[ya]/i
const polishVerb = /^[ \t]to:?[ \t]{1,20}/u

/** A few words between a label and its verb; a sentence about something else has more. */
const spoken =
  /(?:[ \t]\p{L}[\p{L}'’-]{0,14}){1,3}[ \t](?:is|are|ist|sind|lautet|est|sont|es|son|è|sono|é|são|zijn|luidt|jest|są|brzmi):?[ \t]{1,20}/uy

export interface Labelled {
  readonly kind: LabelKind
  /** The label as written. */
  readonly label: string
  /** The text after the label, up to the end of the line or the next label. */
  readonly text: string
  /** Where `text` begins in the whole text. */
  readonly start: number
  /** Whether they are separated by a word such as “is”, so that a full stop ends the sentence. */
  readonly isSentence: boolean
  /** There are a few words between label and verb, as in “the client secret for you is …”. */
  readonly isSpoken: boolean
  /** No separator between label and text, as in “client ID 0oa1…”. */
  readonly isLoose: boolean
  /** Another label follows on the same line. */
  readonly isFollowed: boolean
  /** The next lines, for lists and for a value on the next line. */
  readonly below: string
  readonly belowStart: number
}

const maximumLabels = 300
const shownBelow = 600
const maximumText = 4_096

/**
 * The matches of a global pattern, from the first. Not `matchAll`, which copies the pattern at each
 * call; for a pattern this long, that takes longer than matching a line.
 */
function* matchesOf(pattern: RegExp, text: string): Generator<RegExpExecArray> {
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const end = pattern.lastIndex
    yield match
    pattern.lastIndex = end
  }
}

/** The labels of a text in their order, each with the text after it. */
export function findLabels(text: string): Labelled[] {
  const matches: { kind: LabelKind; label: string; start: number; end: number }[] = []
  for (const match of matchesOf(label, text)) {
    if (matches.length >= maximumLabels) break
    const start = match.index
    matches.push({
      kind: kindOf(match),
      label: match[0],
      start,
      end: start + match[0].length,
    })
  }
  let lineEnd = -1
  return matches.map(({ kind, label: name, end }, index) => {
    // Search once per line, not once per label.
    if (lineEnd < end) lineEnd = lineEndAfter(text, end)
    const next = matches[index + 1]?.start ?? text.length
    const to = Math.min(lineEnd, next, end + maximumText)
    const behind = text.slice(end, to)
    separator.lastIndex = 0
    spoken.lastIndex = 0
    const direct = separator.exec(behind)
    const found =
      direct ?? spoken.exec(behind) ?? (polish.test(name) ? polishVerb.exec(behind) : null)
    const start = end + (found?.[0].length ?? 0)
    const belowStart = Math.min(lineEnd + 1, text.length)
    return {
      kind,
      label: name,
      text: text.slice(start, to),
      start,
      isSentence: direct ? /^\p{L}/u.test(direct[1] ?? '') : found !== null,
      isSpoken: !direct && found !== null,
      isLoose: found === null,
      isFollowed: next < lineEnd,
      below: next < lineEnd ? '' : text.slice(belowStart, belowStart + shownBelow),
      belowStart,
    }
  })
}

function lineEndAfter(text: string, position: number): number {
  const end = text.indexOf('\n', position)
  return end === -1 ? text.length : end
}

const whole = new RegExp(String.raw`^(?:${source})(?:\s?\([^()]{0,40}\))?:?$`, 'iu')

/** Whether a line begins with a label and a separator, as a line of a list does. */
export function beginsWithLabel(line: string): boolean {
  const text = line.slice(0, 200).replace(/^[\s*•·–—#-]{0,20}/, '')
  const [found] = matchesOf(label, text)
  if (found?.index !== 0) return false
  separator.lastIndex = 0
  return separator.exec(text.slice(found[0].length)) !== null
}

/** The labels of one line with their positions, for rules about neighbouring text. */
export function labelPlaces(line: string): { kind: LabelKind; start: number; end: number }[] {
  if (line.length > maximumText) return []
  return [...matchesOf(label, line)].map((match) => ({
    kind: kindOf(match),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** Whether a text consists of a label only. */
export function isLabel(text: string): boolean {
  return text.length <= 80 && whole.test(text)
}

/** Whether a line contains a label, so that it is not a value for the line above. */
export function hasLabel(line: string): boolean {
  return line.slice(0, maximumText).search(label) !== -1
}
