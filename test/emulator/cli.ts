import { faultList, helpText, readArguments, UsageError } from './cli-arguments'
import { startEmulator } from './index'

async function run(): Promise<void> {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted === 'help' || wanted === 'list-faults') {
    process.stdout.write(wanted === 'help' ? helpText : faultList)
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
