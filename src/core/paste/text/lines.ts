/** Marks that stand in a text while it is read; `cleaned` takes them out of what is pasted. */
export const marks = {
  /** Where a word was broken over two lines and joined. */
  joint: '\uE001',
  /** Behind an address that may go on in the next line. */
  open: '\uE002',
  /** A piece of metadata stood here. */
  metadata: '\uE003',
} as const

const anyMark = /[\uE001-\uE003]/g

export const withoutMarks = (text: string): string => text.replace(anyMark, '')

export interface Line {
  readonly text: string
  /** How many times it was quoted in replies. */
  readonly depth: number
  /** The environment, or other set-up, that it belongs to; absent for all of them. */
  readonly block?: string
  /** What the mail calls that block. */
  readonly blockName?: string
}

/** A line without the marks of a quoted reply; only spaces are an indent, which columns may need. */
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

export interface Page {
  readonly text: string
  /** The line that a place in the text is on. */
  readonly lineAt: (position: number) => Line
}

export function toPage(lines: readonly Line[]): Page {
  const starts: number[] = []
  let length = 0
  for (const { text } of lines) {
    starts.push(length)
    length += text.length + 1
  }
  const lineAt = (position: number): Line => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= position) low = middle
      else high = middle - 1
    }
    return lines[low] ?? { text: '', depth: 0 }
  }
  return { text: lines.map(({ text }) => text).join('\n'), lineAt }
}
