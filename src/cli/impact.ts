import { parseArgs } from 'node:util'
import { impactOf, impactSummary } from '../core/impact/impact'
import { CommandError } from './files'
import { readSetUp } from './set-up-file'
import { streams, writeJson, type Streams } from './streams'

const usage = `Usage: npm run --silent impact -- BEFORE.json AFTER.json [--json]

Says what going from one exported set-up to another does to people: who is locked out, who signs in
elsewhere, which addresses have to be told to identity providers. Exit 1 where people are locked out.
`

/** What a person asked for; `undefined` where that is not clear. */
function parsed(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    const [before, after, ...more] = positionals
    if (values.help) return { kind: 'help' as const }
    if (before === undefined || after === undefined || more.length > 0) return undefined
    return { kind: 'impact' as const, before, after, json: values.json === true }
  } catch {
    // parseArgs throws for an option that it does not know; the usage says which there are.
    return undefined
  }
}

/** `impact BEFORE AFTER`: 1 where people are locked out. */
export async function impactCommand(args: readonly string[], out: Streams): Promise<number> {
  const asked = parsed(args)
  if (!asked) {
    out.warn(usage)
    return 1
  }
  if (asked.kind === 'help') {
    out.write(usage)
    return 0
  }
  const [before, after] = await Promise.all([readSetUp(asked.before), readSetUp(asked.after)])
  const { lines, lockedOut } = impactOf(before, after, { nowIso: new Date().toISOString() })
  if (asked.json) writeJson(out, { summary: impactSummary(lines), lockedOut, lines })
  else {
    out.write(`${impactSummary(lines)}\n`)
    for (const line of lines) {
      out.write(`\n${line.words}\n`)
      if (line.before !== undefined) out.write(`  before: ${line.before}\n`)
      if (line.after !== undefined) out.write(`  after:  ${line.after}\n`)
    }
  }
  return lockedOut.length > 0 ? 1 : 0
}

async function main(): Promise<number> {
  try {
    return await impactCommand(process.argv.slice(2), streams)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    streams.warn(error.message)
    return 1
  }
}

process.exitCode = await main()
