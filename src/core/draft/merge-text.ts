import { diff3Merge } from 'node-diff3'

/** Lines around a clash; a text that contains any is not usable yet. */
export const clashMarks = {
  mine: '<<<<<<< Mine',
  middle: '=======',
  theirs: '>>>>>>> Theirs',
} as const

export type ClashMark = keyof typeof clashMarks

export interface MergedText {
  /** With `clashMarks` around each place where both sides changed the same lines. */
  readonly text: string
  /** Places that both sides changed; 0 is a clean merge. */
  readonly clashes: number
}

/** Maximum pairs of equal lines to compare, to keep the window responsive. */
export const mostMergedPairs = 300_000

const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/)

/** Common lines at the start; for reversed lists, at the end. */
function commonLines([was, ...others]: readonly (readonly string[])[]): number {
  const first = was ?? []
  const end = first.findIndex((line, index) => others.some((lines) => lines[index] !== line))
  return end === -1 ? first.length : end
}

export function pairsOf(left: readonly string[], right: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const line of right) counts.set(line, (counts.get(line) ?? 0) + 1)
  return left.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0)
}

/** Three-way merge by line; line ends become `\n`. Returns `undefined` if the differing parts are too long. */
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

/** The clash mark of a line, if any. */
export function clashMarkOf(line: string): ClashMark | undefined {
  // `Object.entries` loses the type of the keys.
  const marks = Object.entries(clashMarks) as [ClashMark, string][]
  return marks.find(([, mark]) => mark === line)?.[0]
}

/** Both sides, a mark, or one side of a clash. */
export type LineSide = 'both' | 'mark' | 'mine' | 'theirs'

/** The side of each line of a merged text. */
export function lineSides(text: string): LineSide[] {
  let side: LineSide = 'both'
  return linesOf(text).map((line) => {
    const mark = clashMarkOf(line)
    if (mark === undefined) return side
    side = mark === 'mine' ? 'mine' : mark === 'middle' && side === 'mine' ? 'theirs' : 'both'
    return 'mark'
  })
}

/** Unresolved clashes, including incomplete marks. */
export function openClashes(text: string): number {
  const marks = linesOf(text).flatMap((line) => clashMarkOf(line) ?? [])
  const count = (name: ClashMark) => marks.filter((mark) => mark === name).length
  return Math.max(count('mine'), count('middle'), count('theirs'))
}
