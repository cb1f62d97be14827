import { parseArgs } from 'node:util'
import { faultList, helpText } from './cli-help'
import { switches, UsageError, type Wanted } from './cli-switches'
import { startEmulator } from './index'

/** Parses the arguments; throws UsageError if they cannot be understood. */
function read(): Wanted | 'help' | 'list-faults' {
  const options = Object.fromEntries(
    switches.map(({ name, value, repeats }) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        multiple: repeats ?? false,
      },
    ]),
  )
  const values = parse({
    ...options,
    help: { type: 'boolean', multiple: false },
    'list-faults': { type: 'boolean', multiple: false },
  })
  if (values['help']) return 'help'
  if (values['list-faults']) return 'list-faults'
  const wanted: Wanted = { options: {}, faults: [] }
  for (const { name, apply } of switches) {
    const given = values[name]
    if (given === undefined || given === false) continue
    for (const value of Array.isArray(given) ? given : [given]) apply(wanted, String(value))
  }
  return wanted
}

function parse(options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }>) {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

async function run(): Promise<void> {
  const wanted = read()
  if (wanted === 'help' || wanted === 'list-faults') {
    process.stdout.write(wanted === 'help' ? helpText() : faultList())
    return
  }
  const emulator = await startEmulator(wanted.options)
  for (const rule of wanted.faults) emulator.fault(rule)
  const lines = [
    `Ory console API stand-in: ${emulator.apiAddress}`,
    `Storage of mappers:       ${emulator.storageAddress}`,
  ]
  for (const { id, name } of emulator.state().workspaces) {
    lines.push(`${`API key of ${name}:`.padEnd(25)} ${emulator.demoApiKeys[id] ?? ''}`)
  }
  process.stdout.write(`${lines.join('\n')}\n`)
  const end = () => void emulator.close()
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
}

try {
  await run()
} catch (error) {
  const usage = error instanceof UsageError
  const hint = usage ? '\nRun it with --help for all switches.' : ''
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${hint}\n`)
  process.exitCode = usage ? 2 : 1
}
