import { diff3Merge } from 'node-diff3'

/** The lines that stand around what clashes. A text that still has one is not ready to be used. */
export const clashMarks = {
  mine: '<<<<<<< Mine',
  middle: '=======',
  theirs: '>>>>>>> Theirs',
} as const

export type ClashMark = keyof typeof clashMarks

/** A text made of three. */
export interface MergedText {
  /** With `clashMarks` around each place where both sides changed the same lines. */
  readonly text: string
  /** Number of such places; 0 is a clean merge. */
  readonly clashes: number
}

/** Pairs of equal lines that are compared at most: a window must not stand still for it. */
export const mostMergedPairs = 300_000

const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/)

/** How many lines all three have at their start; of turned lists, at their end. */
function commonLines([was, ...others]: readonly (readonly string[])[]): number {
  const first = was ?? []
  const end = first.findIndex((line, index) => others.some((lines) => lines[index] !== line))
  return end === -1 ? first.length : end
}

/** What the comparison of two texts costs: how many pairs of equal lines they have. */
export function pairsOf(left: readonly string[], right: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const line of right) counts.set(line, (counts.get(line) ?? 0) + 1)
  return left.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0)
}

/**
 * Merges what two sides made of one text, line by line. Line ends become `\n`, as in the editor.
 *
 * @param base what both began with
 * @returns `undefined` where the parts that differ are too long to be compared.
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

/** What a line is of a clash, if it is one of its marks. */
export function clashMarkOf(line: string): ClashMark | undefined {
  // An object literal has the keys that its type says.
  const marks = Object.entries(clashMarks) as [ClashMark, string][]
  return marks.find(([, mark]) => mark === line)?.[0]
}

/** Where a line lies: beside clashes, on a mark, or in what one side has in a clash. */
export type LineSide = 'both' | 'mark' | 'mine' | 'theirs'

/** The side of each line of a merged text, from the marks that are still in it. */
export function lineSides(text: string): LineSide[] {
  let side: LineSide = 'both'
  return linesOf(text).map((line) => {
    const mark = clashMarkOf(line)
    if (mark === undefined) return side
    side = mark === 'mine' ? 'mine' : mark === 'middle' && side === 'mine' ? 'theirs' : 'both'
    return 'mark'
  })
}

/** Number of places that are not decided yet; a mark without its others counts too. */
export function openClashes(text: string): number {
  const marks = linesOf(text).flatMap((line) => clashMarkOf(line) ?? [])
  const count = (name: ClashMark) => marks.filter((mark) => mark === name).length
  return Math.max(count('mine'), count('middle'), count('theirs'))
}
