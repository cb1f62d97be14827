import { diffComm } from 'node-diff3'

/** One line of a difference between two texts. */
export type DifferenceLine =
  | { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }
  /** Lines that both texts share and that are omitted here. */
  | { readonly kind: 'skipped'; readonly count: number }

/** Beyond this many changed lines on both sides together, nothing is matched inside them. */
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

/** How many lines both lists have in common from their beginning, or with `fromEnd` from their end. */
function sharedLines(left: readonly string[], right: readonly string[], fromEnd: boolean): number {
  const most = Math.min(left.length, right.length)
  const at = (lines: readonly string[], index: number) => lines.at(fromEnd ? -1 - index : index)
  let count = 0
  while (count < most && at(left, count) === at(right, count)) count += 1
  return count
}

/** Leaves out what is the same and not near a change. */
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

/**
 * What differs between two texts, line by line, each change with the three lines around it.
 * @returns nothing for equal texts.
 */
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

/** XML with a line for each tag, since metadata often comes without any line break. */
export function tagLines(xml: string): string {
  return xml.replace(/>\s*</g, '>\n<')
}
