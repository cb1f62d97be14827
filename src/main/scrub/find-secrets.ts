export interface Finder {
  /** Ranges of secrets; may overlap. */
  find(text: string): [number, number][]
  readonly shortest: number
}

/** Hides any 16 characters in a row; from 8 anywhere; from 4 as a word; shorter if assigned. */
const windowLength = 16
/** Length from which a secret is hidden anywhere. */
export const anywhereFrom = 8
const aloneFrom = 4

/** PEM lines that all keys share. */
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

/** The secret as Latin-1, which is how base64 is decoded. */
const asBytes = (secret: string) => Buffer.from(secret, 'utf8').toString('latin1')

/** All positions in a text, including overlapping ones. */
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
    // A secret of PEM lines only is hidden as a whole.
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
