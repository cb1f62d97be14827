import { parseArgs } from 'node:util'
import { startEmulator } from './index'

const help = `A local stand-in for the Ory console API with a demo workspace, on 127.0.0.1.

Usage: npm run --silent emulator -- [--port N] [--storage-port N]

  --port N          port of the API (default: any free one)
  --storage-port N  port of the storage for mappers and SAML metadata (default: any free one)
  --help            this text

It runs until it is interrupted and keeps nothing.
`

function toPort(text: string | undefined): number {
  const port = Number(text ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`Not a port: ${text}`)
  return port
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      'storage-port': { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    process.stdout.write(help)
    return
  }
  const emulator = await startEmulator({
    port: toPort(values.port),
    storagePort: toPort(values['storage-port']),
  })
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
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
  process.exitCode = 1
}
