export interface ExcerptPart {
  readonly text: string
  readonly marked: boolean
}

export interface ExcerptLine {
  readonly number: number
  readonly parts: readonly ExcerptPart[]
}

const around = 3
/** Maximum number of marked lines. */
const mostMarked = 8
/** Maximum characters of a line: some mappers are one long line. */
const widest = 240

/** The lines around a range in UTF-16 units (end exclusive); an empty range marks the next character. */
export function excerptOf(text: string, start: number, end: number): ExcerptLine[] {
  const lines = text.split('\n')
  const until = Math.max(end, start + 1)
  const offsets: number[] = []
  let at = 0
  for (const line of lines) {
    offsets.push(at)
    at += line.length + 1
  }
  const lineOf = (offset: number) => offsets.findLastIndex((begin) => begin <= offset)
  const first = Math.max(0, lineOf(Math.min(start, text.length)))
  const last = Math.min(Math.max(first, lineOf(until - 1)), first + mostMarked - 1)
  const from = Math.max(0, first - around)
  const to = Math.min(lines.length - 1, last + around)
  return lines.slice(from, to + 1).map((line, index) => {
    const number = from + index
    const offset = offsets[number] ?? 0
    const parts = partsOf(line, start - offset, until - offset)
    return { number: number + 1, parts }
  })
}

function partsOf(line: string, start: number, end: number): ExcerptPart[] {
  const markFrom = Math.min(Math.max(start, 0), line.length)
  const markTo = Math.min(Math.max(end, 0), line.length)
  const from = markTo > markFrom ? Math.max(0, markFrom - widest / 2) : 0
  const to = Math.min(line.length, from + widest)
  const part = (begin: number, finish: number, marked: boolean) => ({
    text: line.slice(Math.max(begin, from), Math.min(finish, to)),
    marked,
  })
  return [
    { text: from > 0 ? '…' : '', marked: false },
    part(0, markFrom, false),
    part(markFrom, markTo, true),
    part(markTo, line.length, false),
    { text: to < line.length ? '…' : '', marked: false },
  ].filter(({ text }) => text !== '')
}
