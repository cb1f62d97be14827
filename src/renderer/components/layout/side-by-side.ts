import type { DifferenceLine } from '../../../core/compare/text-difference'

export type SidesRow =
  | {
      readonly kind: 'line'
      readonly same: boolean
      readonly left?: string
      readonly right?: string
    }
  /** Omitted unchanged lines. */
  | { readonly kind: 'skipped'; readonly count: number }

/** Pairs the lines of a difference: removed at the left, added at the right. */
export function besideEachOther(lines: readonly DifferenceLine[]): SidesRow[] {
  const rows: SidesRow[] = []
  let removed: string[] = []
  let added: string[] = []

  function close(): void {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) {
      const [left, right] = [removed[at], added[at]]
      rows.push({
        kind: 'line',
        same: false,
        ...(left === undefined ? {} : { left }),
        ...(right === undefined ? {} : { right }),
      })
    }
    removed = []
    added = []
  }

  for (const line of lines) {
    if (line.kind === 'removed') {
      // A removed line after added ones starts the next change.
      if (added.length > 0) close()
      removed.push(line.text)
    } else if (line.kind === 'added') added.push(line.text)
    else {
      close()
      if (line.kind === 'skipped') rows.push(line)
      else rows.push({ kind: 'line', same: true, left: line.text, right: line.text })
    }
  }
  close()
  return rows
}
