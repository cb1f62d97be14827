import { diffIndices } from 'node-diff3'
import { mostMergedPairs, pairsOf } from '../../../core/draft/merge-text'
import type { TextEdit } from '../../../core/mapper/lint/rule'

/**
 * The edits that make one text of another, line by line and within a line as small as its ends
 * allow, so that the cursor, folds and marks stay where nothing changed. Line ends must be `\n`.
 *
 * @returns edits in the order of the text that do not overlap; none for equal texts
 */
export function minimalEdits(before: string, after: string): TextEdit[] {
  if (before === after) return []
  const whole = trimmed(before, after, { start: 0, end: before.length, text: after })
  const left = before.slice(whole.start, whole.end)
  if (!left.includes('\n') || !whole.text.includes('\n')) return [whole]
  // Whole lines again, or the first and the last would never fit.
  const start = before.slice(0, whole.start).lastIndexOf('\n') + 1
  const tail = before.indexOf('\n', whole.end)
  const end = tail < 0 ? before.length : tail
  const old = before.slice(start, end).split('\n')
  const put = after.slice(start, after.length - (before.length - end)).split('\n')
  if (pairsOf(old, put) > mostMergedPairs) return [whole]
  const starts = lineStarts(old, start)
  const edits = diffIndices(old, put).map(({ buffer1: [from, count], buffer2: [at, length] }) => {
    const lines = put.slice(at, at + length)
    return lineEdit(before, { starts, from, count, lines, isLast: from + count === old.length })
  })
  return joined(edits)
}

/** Edits that touch made one, since the order of two at one place would not be plain. */
function joined(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = []
  for (const edit of edits) {
    const last = result.at(-1)
    if (last?.end === edit.start) {
      result[result.length - 1] = { ...last, end: edit.end, text: last.text + edit.text }
    } else result.push(edit)
  }
  return result
}

interface Lines {
  readonly starts: readonly number[]
  readonly from: number
  readonly count: number
  readonly lines: readonly string[]
  readonly isLast: boolean
}

/** Lines in place of others; a line end goes or comes with each. */
function lineEdit(before: string, { starts, from, count, lines, isLast }: Lines): TextEdit {
  const start = starts[from] ?? 0
  const end = starts[from + count] ?? start
  if (count > 0 && lines.length > 0) {
    const edit = { start, end: end - 1, text: lines.join('\n') }
    return trimmed(before, edit.text, edit)
  }
  // The last line has its line end before it.
  if (lines.length === 0) {
    return isLast && start > 0
      ? { start: start - 1, end: end - 1, text: '' }
      : { start, end, text: '' }
  }
  return isLast
    ? { start: start - 1, end: start - 1, text: `\n${lines.join('\n')}` }
    : { start, end: start, text: `${lines.join('\n')}\n` }
}

/** Where each line begins; one more for the end, as if a line end followed. */
function lineStarts(lines: readonly string[], first: number): number[] {
  const starts = [first]
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1)
  return starts
}

/** The edit without what both sides begin and end with. */
function trimmed(before: string, put: string, { start, end }: TextEdit): TextEdit {
  const most = Math.min(end - start, put.length)
  let head = 0
  while (head < most && before[start + head] === put[head]) head++
  let tail = 0
  while (tail < most - head && before[end - 1 - tail] === put[put.length - 1 - tail]) tail++
  return { start: start + head, end: end - tail, text: put.slice(head, put.length - tail) }
}
