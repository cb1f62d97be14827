import { diffComm } from 'node-diff3'
import { z } from 'zod'

export const differenceLineSchema = z.union([
  z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() }),
  /** Omitted lines. */
  z.object({ kind: z.literal('skipped'), count: z.number() }),
])
export type DifferenceLine = Readonly<z.infer<typeof differenceLineSchema>>

/** Maximum changed lines of both sides that are diffed in detail. */
const mostCompared = 4_000
const context = 3

type Whole = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }
const all = (kind: Whole['kind'], lines: readonly string[]): Whole[] =>
  lines.map((text) => ({ kind, text }))

function compared(before: readonly string[], after: readonly string[]): Whole[] {
  if (before.length + after.length > mostCompared) {
    return [...all('removed', before), ...all('added', after)]
  }
  return diffComm([...before], [...after]).flatMap((part) =>
    part.common
      ? all('same', part.common)
      : [...all('removed', part.buffer1), ...all('added', part.buffer2)],
  )
}

/** Number of equal lines at the start, or at the end with `fromEnd`. */
function sharedLines(left: readonly string[], right: readonly string[], fromEnd: boolean): number {
  const most = Math.min(left.length, right.length)
  const at = (lines: readonly string[], index: number) => lines.at(fromEnd ? -1 - index : index)
  let count = 0
  while (count < most && at(left, count) === at(right, count)) count += 1
  return count
}

/** Omits unchanged lines away from changes. */
function shortened(lines: readonly Whole[]): DifferenceLine[] {
  const near = new Uint8Array(lines.length)
  for (const [index, { kind }] of lines.entries()) {
    if (kind !== 'same') near.fill(1, Math.max(0, index - context), index + context + 1)
  }
  const result: DifferenceLine[] = []
  for (const [index, line] of lines.entries()) {
    const last = result.at(-1)
    if (near[index] === 1) result.push(line)
    else if (last?.kind === 'skipped')
      result[result.length - 1] = { ...last, count: last.count + 1 }
    else result.push({ kind: 'skipped', count: 1 })
  }
  return result
}

/** Returns a line diff with three lines of context; empty for equal texts. */
export function textDifference(before: string, after: string): DifferenceLine[] {
  if (before === after) return []
  const left = before === '' ? [] : before.split('\n')
  const right = after === '' ? [] : after.split('\n')
  const start = sharedLines(left, right, false)
  const end = sharedLines(left.slice(start), right.slice(start), true)
  return shortened([
    ...all('same', left.slice(0, start)),
    ...compared(left.slice(start, left.length - end), right.slice(start, right.length - end)),
    ...all('same', left.slice(left.length - end)),
  ])
}

/** Puts each XML tag on its own line, since metadata often has no line breaks. */
export function tagLines(xml: string): string {
  return xml.replace(/>\s*</g, '>\n<')
}

/** Maximum lines in a report and characters per line. */
const mostReported = 200
/** Longer texts are not compared for reports: they may have millions of lines. */
const longestReported = 4_000_000
const longestLine = 2_000

/** Returns a diff of a field's texts for a report: at most 200 lines, none for texts over four million characters. */
export function reportedDifference(field: string, before: string, after: string): DifferenceLine[] {
  if (Math.max(before.length, after.length) > longestReported) return []
  const lined = (text: string) => (field === 'raw_idp_metadata_xml' ? tagLines(text) : text)
  const lines = textDifference(lined(before), lined(after)).map((line) =>
    line.kind === 'skipped' ? line : { ...line, text: line.text.slice(0, longestLine) },
  )
  const count = lines.length - mostReported
  return count > 0 ? [...lines.slice(0, mostReported), { kind: 'skipped', count }] : lines
}
