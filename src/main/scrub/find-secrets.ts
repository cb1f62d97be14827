/** Finds secrets in a text that is written as it is. */
export interface Finder {
  /** From where to where secrets stand; ranges may overlap. */
  find(text: string): [number, number][]
  /** Characters of the shortest text that it looks for. */
  readonly shortest: number
}

/**
 * What is hidden of a secret depends on its length, since a text in which every `a` is hidden is of no
 * use, and shows the secret by its gaps:
 *
 * - from 16 characters on, any 16 of them in a row: a server may quote a part, or one line of a key;
 * - from 8 on, wherever it stands;
 * - from 4 on, where no letter or digit touches it;
 * - shorter ones where they are quoted or assigned: `"ab"`, `secret=ab`, `secret: ab`. They can be
 *   guessed in no time anyway.
 */
const windowLength = 16
/** Length from which a secret is hidden wherever it stands. */
export const anywhereFrom = 8
const aloneFrom = 4

/** Lines around a key in PEM, which are the same for all. */
const armor = /-----(?:BEGIN|END) [A-Z0-9 ]+-----/

const isWord = (char: string) => /[\p{L}\p{N}]/u.test(char)
const quotes = `"'\`\u2018\u2019\u201c\u201d\u00ab\u00bb`

function standsAlone(text: string, start: number, end: number): boolean {
  return !isWord(text.charAt(start - 1)) && !isWord(text.charAt(end))
}

function isGiven(text: string, start: number, end: number): boolean {
  const [before, after] = [text.slice(Math.max(0, start - 2), start), text.charAt(end)]
  const isQuoted = before !== '' && quotes.includes(before.slice(-1)) && quotes.includes(after)
  const isAssigned = /[=:]\s?$/.test(before) && !isWord(after)
  return (after !== '' && isQuoted) || isAssigned
}

/** The secret as bytes that were taken for characters, which is how base64 of unknown text is read. */
const asBytes = (secret: string) => Buffer.from(secret, 'utf8').toString('latin1')

/** All places of a text, those inside of each other too. */
function placesOf(text: string, needle: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) places.push(at)
  return places
}

export function createFinder(secrets: Iterable<string>): Finder {
  const windows = new Set<string>()
  const needles = new Set<string>()

  function addForm(form: string): void {
    if (form.length < windowLength) {
      if (form !== '') needles.add(form)
      return
    }
    const parts = form.split(armor).filter((part) => part.length >= windowLength)
    // One that is nothing but such lines is hidden as it is.
    for (const part of parts.length > 0 ? parts : [form]) {
      for (let at = 0; at + windowLength <= part.length; at += 1) {
        windows.add(part.slice(at, at + windowLength))
      }
    }
  }
  for (const secret of secrets) {
    for (const form of [secret, secret.trim(), asBytes(secret)]) addForm(form)
  }

  function isHidden(needle: string, text: string, start: number): boolean {
    if (needle.length >= anywhereFrom) return true
    const end = start + needle.length
    return needle.length >= aloneFrom ? standsAlone(text, start, end) : isGiven(text, start, end)
  }

  const lengths = [...needles].map((needle) => needle.length)
  return {
    shortest: Math.min(windowLength, ...lengths),
    find(text) {
      const ranges: [number, number][] = []
      if (windows.size > 0) {
        for (let at = 0; at + windowLength <= text.length; at += 1) {
          if (windows.has(text.slice(at, at + windowLength))) ranges.push([at, at + windowLength])
        }
      }
      for (const needle of needles) {
        for (const start of placesOf(text, needle)) {
          if (isHidden(needle, text, start)) ranges.push([start, start + needle.length])
        }
      }
      return ranges
    },
  }
}
