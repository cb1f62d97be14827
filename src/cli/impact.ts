import { impactOf, impactSummary } from '../core/impact/impact'
import { line } from './plain-text'
import { readSetUp } from './set-up-file'
import { runSetUpCommand } from './set-up-command'
import { streams, writeJson } from './streams'

const usage = `Usage: npm run --silent impact -- BEFORE.json AFTER.json [--json]

Says what going from one exported set-up to another does to people: who is locked out, who signs in
elsewhere, which addresses have to be told to identity providers. Exit 1 where people are locked out.
`

/** `impact BEFORE AFTER`: 1 if people are locked out. */
async function run([before = '', after = '']: readonly string[], { json }: { json: boolean }) {
  const [from, to] = await Promise.all([readSetUp(before), readSetUp(after)])
  const { lines, lockedOut } = impactOf(from, to, { nowIso: new Date().toISOString() })
  if (json) writeJson(streams, { summary: impactSummary(lines), lockedOut, lines })
  else {
    streams.write(line`${impactSummary(lines)}\n`)
    for (const { words, before: was, after: becomes } of lines) {
      streams.write(line`\n${words}\n`)
      if (was !== undefined) streams.write(line`  before: ${was}\n`)
      if (becomes !== undefined) streams.write(line`  after:  ${becomes}\n`)
    }
  }
  return lockedOut.length > 0 ? 1 : 0
}

await runSetUpCommand({ usage, takes: (files) => files === 2, run })
