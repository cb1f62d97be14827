// `npm run pictures`: takes the pictures of README and guide in the demo workspaces of a real window, and puts them into
// docs/screens, the main ones with what they show as text, which the long run compares with the screens. Arguments
// after `--` are passed to Playwright, such as the file that takes one of them.
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
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
  mkdirSync(join(root, 'docs', 'screens'), { recursive: true })
  if (existsSync(taken)) cpSync(taken, join(root, 'docs', 'screens'), { recursive: true })
  return code
})
