// The demo: the app's main tasks in a real window, for `npm run demo` and, without a display, `npm start`.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { runSuite } from './suites.mjs'

/** Runs it; the app must be built. Returns the exit code. */
export async function demo({ electron, extra }) {
  const code = await runSuite('demo', { electron, extra })
  const folder = join(root, 'out', 'demo')
  const pictures = existsSync(folder)
    ? readdirSync(folder).filter((file) => file.endsWith('.png'))
    : []
  for (const picture of pictures.sort())
    process.stdout.write(`Screenshot: ${join('out', 'demo', picture)}\n`)
  return code
}
