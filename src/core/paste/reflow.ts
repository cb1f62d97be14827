import { beginsWithLabel, hasLabel, isLabel } from './labels'
import { isHeaderLine } from './domains/messages'
import { marks, type Line } from './text/lines'
import { isGuid } from './values'

/** Mail programs break lines at 72 or 76 characters; a longer line was not broken by one. */
const widest = 80
/** If all lines are shorter, a person broke them. */
const narrowest = 56
/** No program breaks an address on a line that would be shorter than this. */
const shortest = 50
/** A word joined from more lines than this is not a word. */
const maximumJoins = 8

const listStart = /^\s{0,20}(?:[-*•·–—+#=|]|\d{1,2}[.)]\s|[a-z][.)]\s)/
const tableMark = /\||\t| {3,}/
const urlAtEnd = /(<?)(https?:\/\/[^\s<>"'`«»‹›“”„]{1,2048})$/i
/** A line that begins with a label. */
const keyStart = /^\p{L}[\p{L}\p{N} _-]{0,30}\s?[:=](?:\s|$)/u
/** A word that can be the rest of an address. */
const urlRest = /^[\w%~./?#&=+:@,;()-]{1,2048}/

/** Ends after which an address cannot be complete. */
const unfinished =
  /\/(?:realms|oauth2|\.well-known|tenants|auth\/realms|federationmetadata|saml2?|sso)\/$|microsoftonline\.com\/$|sts\.windows\.net\/$|[-_=&?%]$|\.well-known$/i

type Join = 'word' | 'part' | 'open'

/** The part of a word that a mail program could have put on the previous line. */
const firstPiece = (word: string) => /^[^/-]{0,200}[/-]?/.exec(word)?.[0] ?? word

function urlJoin(line: Line, next: Line, width: number, carried: string): Join | undefined {
  const found = urlAtEnd.exec((carried + line.text).slice(-2_100))
  if (!found) return undefined
  const url = found[2] ?? ''
  const start = next.text.trimStart()
  const rest = urlRest.exec(start)?.[0] ?? ''
  if (rest === '' || /^https?:/i.test(rest) || /[.,;:!?)]$/.test(url)) return undefined
  const closes = start.charAt(rest.length) === '>'
  const isFull =
    line.text.length + firstPiece(rest).length > Math.max(shortest, Math.min(width, 68))
  if (!isFull && found[1] !== '<') return undefined
  if (beginsWithLabel(start) || isLabel(start.trim()) || keyStart.test(start)) return undefined
  if (found[1] === '<') return closes || /\/|\d/.test(rest) ? 'part' : undefined
  if (closes) return undefined
  const word = rest.replace(/[.,;:()]+$/, '')
  // A closing such as “Regards,” is not the name of a realm.
  const isNameLike = /^[a-z]/.test(word) && !/^[,;:]/.test(rest.slice(word.length))
  const isPart =
    /[/?&=%]/.test(word.replace(/\/$/, '')) ||
    (/\d/.test(word) && !/^\d{1,2}$/.test(word)) ||
    /^\.?well-known|openid-configuration|metadata/i.test(word) ||
    (unfinished.test(url) && isNameLike)
  if (isPart) return 'part'
  return /[/]$/.test(url) || line.text.length >= 66 ? 'open' : undefined
}

/** Joins an ID or a secret that continues on the next line. */
function valueJoin(line: Line, next: Line): Join | undefined {
  const last = /[^\s:="'`(<[]{1,512}$/.exec(line.text.slice(-513))?.[0] ?? ''
  const rest = /^\s{0,40}([^\s"'`)>\]]{1,512})(.{0,20})/.exec(next.text)
  const word = rest?.[1] ?? ''
  if (last === '' || word === '' || isGuid(last)) return undefined
  if (/^[0-9a-f]{1,8}[0-9a-f-]{0,28}$/i.test(last) && last.length >= 4) {
    const whole = (last + word).slice(0, 36)
    if (isGuid(whole) && !/[0-9a-z-]/i.test((last + word).charAt(36))) return 'part'
  }
  const isWide = line.text.length >= 66 && line.text.length <= widest
  const isMixed = (text: string) => /\d/.test(text) && /[a-z]/i.test(text)
  const isValue =
    isWide && last.length >= 8 && isMixed(last) && isMixed(word) && hasLabel(line.text)
  if (!isValue) return undefined
  return (rest?.[2] ?? '').trim() === '' ? 'part' : 'open'
}

function wordJoin(line: Line, next: Line, width: number): Join | undefined {
  const { text } = line
  if (width < narrowest) return undefined
  const word = /^\s{0,40}(\S{1,200})/.exec(next.text)?.[1] ?? ''
  const wasForced = text.length + 1 + word.length > width
  if (!wasForced || text.length < 30 || text.length > widest) return undefined
  if (text.endsWith(':') || tableMark.test(text) || tableMark.test(next.text)) return undefined
  if (isLabel(text.trim()) || text.trim().split(/\s+/, 4).length < 4) return undefined
  if (isHeaderLine(next.text)) return undefined
  return listStart.test(next.text) || beginsWithLabel(next.text) ? undefined : 'word'
}

function joinOf(line: Line, next: Line, width: number, carried: string): Join | undefined {
  if (line.depth !== next.depth || line.text.trim() === '' || next.text.trim() === '') {
    return undefined
  }
  return urlJoin(line, next, width, carried) ?? valueJoin(line, next) ?? wordJoin(line, next, width)
}

/** The longest line of each quote depth that contains a space and that a mail program may have broken. */
function widths(lines: readonly Line[]): Map<number, number> {
  const found = new Map<number, number>()
  for (const { text, depth } of lines) {
    const { length } = text.trimEnd()
    if (length > widest || !/\S\s+\S/.test(text.slice(0, widest))) continue
    found.set(depth, Math.max(found.get(depth) ?? 0, length))
  }
  return found
}

/**
 * Joins lines that a mail program broke: sentences with a space, addresses and values with a mark,
 * because a joined word is never certain.
 */
export function reflow(lines: readonly Line[]): Line[] {
  const width = widths(lines)
  const out: Line[] = []
  let index = 0
  while (index < lines.length) {
    let last = lines[index]
    index += 1
    if (!last) break
    const parts: string[] = []
    /** The beginning of an address that has been joined. */
    let carried = ''
    for (let joins = 0; ; joins += 1) {
      const line: Line = { ...last, text: last.text.trimEnd() }
      const next = lines[index]
      const join =
        next && joins < maximumJoins * 4
          ? joinOf(line, next, width.get(line.depth) ?? 0, carried)
          : undefined
      if (!next || join === undefined || join === 'open') {
        parts.push(join === 'open' ? `${line.text}${marks.open}` : last.text)
        break
      }
      parts.push(line.text, join === 'word' ? ' ' : marks.joint)
      carried = join === 'part' ? (carried + line.text).slice(-2_100) : ''
      last = { ...next, text: next.text.trimStart() }
      index += 1
    }
    out.push({ ...last, text: parts.join('') })
  }
  return out
}
