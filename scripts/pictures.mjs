// `npm run pictures`: takes the pictures of README and guide in the demo workspaces of a real window, and writes what the
// main ones show as text, which the long run compares with the screens. Arguments after `--` are passed to Playwright.
import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { main } from './lib/log.mjs'
import { root } from './lib/paths.mjs'
import { build, prepare } from './lib/prepare.mjs'
import { runSuite } from './lib/suites.mjs'

const taken = join(root, 'out', 'documented')

await main(async () => {
  const electron = await prepare()
  await build()
  rmSync(taken, { recursive: true, force: true })
  const code = await runSuite('pictures', { electron, extra: process.argv.slice(2) })
  for (const [kind, folder] of [
    ['.png', join(root, 'docs', 'screens')],
    ['.txt', join(root, 'test', 'support', 'texts', 'screens')],
  ]) {
    const names = existsSync(taken) ? readdirSync(taken).filter((name) => name.endsWith(kind)) : []
    for (const name of names) copyFileSync(join(taken, name), join(folder, name))
  }
  return code
})
