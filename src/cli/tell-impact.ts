import { impactOf, impactSummary } from '../core/impact/impact'
import type { ImpactLine } from '../core/impact/line'
import { ended, type Ended } from './command'
import { line } from './plain-text'
import { readSetUp } from './set-up-file'
import { writeJson, type Streams } from './streams'

/** What happens to people, the worst first, with the values before and after. */
function printImpact(lines: readonly ImpactLine[], out: Streams): void {
  out.write(line`${impactSummary(lines)}\n`)
  for (const { words, before, after } of lines) {
    out.write(line`\n${words}\n`)
    if (before !== undefined) out.write(line`  before: ${before}\n`)
    if (after !== undefined) out.write(line`  after:  ${after}\n`)
  }
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
  if (isJson) writeJson(out, { summary: impactSummary(lines), lockedOut, lines })
  else printImpact(lines, out)
  return lockedOut.length > 0 ? ended.failed : ended.done
}
