// `npm run --silent emulator -- --option port=N`: the local emulator of the Ory console API, in the foreground. Only the emulator
// writes to stdout: programs read the address and key from it.
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { main } from './lib/log.mjs'
import { root } from './lib/paths.mjs'
import { preparePackagesOnly } from './lib/prepare.mjs'
import { run } from './lib/run.mjs'

await main(async () => {
  await preparePackagesOnly()
  // tsx as a loader, not as a command: one process, which receives signals directly.
  const tsx = pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href
  return run(process.execPath, ['--import', tsx, 'test/emulator/cli.ts', ...process.argv.slice(2)])
})
