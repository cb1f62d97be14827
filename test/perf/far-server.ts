// The API in a process of its own, as far away as Ory: what it computes must not hold up the app that is measured, and
// its garbage must not be collected there.
import { largeIds, largeState, startEmulator } from '../emulator'
import { twinId, wayMs, type Size } from './far-server-facts'

const size: Size = JSON.parse(process.argv[2] ?? '{}')
const state = largeState(size)
const twins = state.projects.map((project) => ({
  ...structuredClone(project),
  id: twinId,
  name: 'Twin',
  slug: 'twin',
}))
state.projects.push(...twins)
const emulator = await startEmulator({ state })
emulator.fault({ times: Number.MAX_SAFE_INTEGER, delayMs: wayMs })
const apiKey = emulator.demoApiKeys[largeIds.workspace] ?? ''
process.stdout.write(`${JSON.stringify({ apiAddress: emulator.apiAddress, apiKey })}\n`)
// It lives no longer than whoever started it.
process.stdin.on('end', () => process.exit(0)).resume()
