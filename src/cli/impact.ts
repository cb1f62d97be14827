import { impactOf, impactSummary } from '../core/impact/impact'
import type { ImpactLine } from '../core/impact/line'
import { bounded, line } from './plain-text'
import { ended, writeJson, type Ended, type Streams } from './streams'
import { readSetUp } from './set-up-file'

/** What happens to people, the worst first, with the values before and after. */
function printImpact(
  summary: string,
  lines: readonly ImpactLine[],
  more: number,
  out: Streams,
): void {
  out.write(line`${summary}\n`)
  for (const { words, before, after } of lines) {
    out.write(line`\n${words}\n`)
    if (before !== undefined) out.write(line`  before: ${before}\n`)
    if (after !== undefined) out.write(line`  after:  ${after}\n`)
  }
  if (more > 0) out.write(`\nand ${more} more\n`)
}

/** Says what going from one set-up to another does to people, and fails where some are locked out. */
export async function tellImpact(
  before: string,
  after: string,
  isJson: boolean,
  out: Streams,
): Promise<Ended> {
  const [from, to] = await Promise.all([readSetUp(before), readSetUp(after)])
  const { lines, lockedOut } = impactOf(from, to, { nowIso: new Date().toISOString() })
  const shown = bounded({ summary: impactSummary(lines), lockedOut, lines })
  const more = lines.length - shown.lines.length
  if (isJson) writeJson(out, { ...shown, ...(more > 0 ? { more } : {}) })
  else printImpact(shown.summary, shown.lines, more, out)
  return lockedOut.length > 0 ? ended.failed : ended.done
}
