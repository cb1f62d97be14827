import { diff3Merge } from 'node-diff3'

/** The lines around a clash. A text that still has one cannot be used yet. */
export const clashMarks = {
  mine: '<<<<<<< Mine',
  middle: '=======',
  theirs: '>>>>>>> Theirs',
} as const

export type ClashMark = keyof typeof clashMarks

/** The result of a three-way merge. */
export interface MergedText {
  /** With `clashMarks` around each place where both sides changed the same lines. */
  readonly text: string
  /** Number of such places; 0 is a clean merge. */
  readonly clashes: number
}

/** The largest number of pairs of equal lines to compare, so that the window stays responsive. */
export const mostMergedPairs = 300_000

const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/)

/** Number of lines common to all at the start; for reversed lists, at the end. */
function commonLines([was, ...others]: readonly (readonly string[])[]): number {
  const first = was ?? []
  const end = first.findIndex((line, index) => others.some((lines) => lines[index] !== line))
  return end === -1 ? first.length : end
}

/** The cost of comparing two texts: how many pairs of equal lines they have. */
export function pairsOf(left: readonly string[], right: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const line of right) counts.set(line, (counts.get(line) ?? 0) + 1)
  return left.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0)
}

/**
 * Merges two sides' changes of one text, line by line. Line ends become `\n`, as in the editor.
 *
 * @param base the text that both sides started from
 * @returns `undefined` where the differing parts are too long to compare.
 */
export function mergeTexts(base: string, mine: string, theirs: string): MergedText | undefined {
  const whole = [linesOf(base), linesOf(mine), linesOf(theirs)]
  const head = commonLines(whole)
  const rest = whole.map((lines) => lines.slice(head))
  const tail = commonLines(rest.map((lines) => lines.toReversed()))
  const [was = [], left = [], right = []] = rest.map((l) => l.slice(0, l.length - tail))
  if (pairsOf(left, was) + pairsOf(right, was) > mostMergedPairs) return undefined
  let clashes = 0
  const middle = diff3Merge(left, was, right).flatMap(({ ok, conflict }): string[] => {
    if (!conflict) return ok ?? []
    clashes += 1
    const { a, b } = conflict
    return [clashMarks.mine, ...a, clashMarks.middle, ...b, clashMarks.theirs]
  })
  const same = whole[0] ?? []
  const lines = [...same.slice(0, head), ...middle, ...same.slice(same.length - tail)]
  return { text: lines.join('\n'), clashes }
}

/** Which mark of a clash a line is, if any. */
export function clashMarkOf(line: string): ClashMark | undefined {
  // `Object.entries` loses the type of the keys.
  const marks = Object.entries(clashMarks) as [ClashMark, string][]
  return marks.find(([, mark]) => mark === line)?.[0]
}

/** Which side a line belongs to: both, a mark, or one side of a clash. */
export type LineSide = 'both' | 'mark' | 'mine' | 'theirs'

/** The side of each line of a merged text, according to the marks in it. */
export function lineSides(text: string): LineSide[] {
  let side: LineSide = 'both'
  return linesOf(text).map((line) => {
    const mark = clashMarkOf(line)
    if (mark === undefined) return side
    side = mark === 'mine' ? 'mine' : mark === 'middle' && side === 'mine' ? 'theirs' : 'both'
    return 'mark'
  })
}

/** Number of clashes not resolved yet; an incomplete set of marks counts too. */
export function openClashes(text: string): number {
  const marks = linesOf(text).flatMap((line) => clashMarkOf(line) ?? [])
  const count = (name: ClashMark) => marks.filter((mark) => mark === name).length
  return Math.max(count('mine'), count('middle'), count('theirs'))
}
