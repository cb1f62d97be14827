/** Marks in a text while it is read; `cleaned` removes them from pasted text. */
export const marks = {
  /** Between the parts of a word that was joined from two lines. */
  joint: '\uE001',
  /** After an address that may continue on the next line. */
  open: '\uE002',
  /** In place of a piece of metadata. */
  metadata: '\uE003',
} as const

const anyMark = /[\uE001-\uE003]/g

export const withoutMarks = (text: string): string => text.replace(anyMark, '')

/** Start of the line that holds a position; `lastIndexOf` alone would take one below 0 for 0. */
export const lineStart = (text: string, at: number): number =>
  at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1

export interface Line {
  readonly text: string
  /** How many times it was quoted in replies. */
  readonly depth: number
  /** The environment or other set-up that it belongs to; absent for all of them. */
  readonly block?: string
  /** Name of that block in the e-mail. */
  readonly blockName?: string
}

/** A line without quote marks; only spaces are indentation, which columns may need. */
function toLine(line: string): Line {
  let [start, depth] = [0, 0]
  while (start < line.length && (line[start] === '>' || line[start] === ' ')) {
    if (line[start] === '>') depth += 1
    start += 1
  }
  return depth > 0 ? { text: line.slice(start), depth } : { text: line, depth }
}

export function toLines(text: string): Line[] {
  return text.split('\n').map(toLine)
}

/** Keeps two lines of each run of blank lines, since every line costs several passes. */
export function withoutBlankRuns(lines: readonly Line[]): Line[] {
  let blank = 0
  return lines.filter(({ text }) => {
    blank = text.trim() === '' ? blank + 1 : 0
    return blank <= 2
  })
}

export interface Page {
  readonly text: string
  /** The line at a position of the text. */
  readonly lineAt: (position: number) => Line
  /** The number of that line, from 0. */
  readonly indexAt: (position: number) => number
}

export function toPage(lines: readonly Line[]): Page {
  const starts: number[] = []
  let length = 0
  for (const { text } of lines) {
    starts.push(length)
    length += text.length + 1
  }
  const indexAt = (position: number): number => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= position) low = middle
      else high = middle - 1
    }
    return low
  }
  const lineAt = (position: number): Line => lines[indexAt(position)] ?? { text: '', depth: 0 }
  return { text: lines.map(({ text }) => text).join('\n'), lineAt, indexAt }
}
