import { impactOf, impactSummary } from '../core/impact/impact'
import type { ImpactLine } from '../core/impact/line'
import { ended, type CliCommand } from './command'
import { parseOptions, UsageError } from './options'
import { line } from './plain-text'
import { readSetUp } from './set-up-file'
import { writeJson, type Streams } from './streams'

const usage = `Usage: sso-workbench impact BEFORE.json AFTER.json [--json]

Says what going from one exported set-up to another does to people: who is locked out, who signs in
elsewhere, which addresses have to be told to identity providers. Exit code 1 where people are locked out.
`

/** What happens to people, the worst first, with the values before and after. */
export function printImpact(lines: readonly ImpactLine[], out: Streams): void {
  out.write(line`${impactSummary(lines)}\n`)
  for (const { words, before, after } of lines) {
    out.write(line`\n${words}\n`)
    if (before !== undefined) out.write(line`  before: ${before}\n`)
    if (after !== undefined) out.write(line`  after:  ${after}\n`)
  }
}

/** `impact BEFORE AFTER`: fails where people are locked out. */
export const impact: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, { json: 'flag' })
    const [before, after, ...more] = rest
    if (before === undefined || after === undefined || more.length > 0) {
      throw new UsageError('impact takes two files.')
    }
    const [from, to] = await Promise.all([readSetUp(before), readSetUp(after)])
    const { lines, lockedOut } = impactOf(from, to, { nowIso: new Date().toISOString() })
    if (values.json) writeJson(out, { summary: impactSummary(lines), lockedOut, lines })
    else printImpact(lines, out)
    return lockedOut.length > 0 ? ended.failed : ended.done
  },
}
