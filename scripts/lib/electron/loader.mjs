// Copied into the substitute Electron as its app, in place of the default app that it lacks: loads the app whose folder is
// the first argument without a dash. An ES module with a top-level await, because Electron delays its `ready` event until
// such a module is loaded.
import { app } from 'electron'
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [first, ...rest] = process.argv.slice(1)
let target = first
const required = []
for (let at = 0, args = [first, ...rest]; at < args.length; at += 1) {
  target = args[at]
  if (target === '-r' || target === '--require') required.push(args[(at += 1)])
  else if (target && !target.startsWith('-')) break
  target = undefined
}

if (process.argv.includes('--version') || process.argv.includes('-v')) {
  process.stdout.write(`v${process.versions.electron}\n`)
  app.exit(0)
} else if (!target) {
  process.stderr.write('Give the folder of an app as argument.\n')
  app.exit(1)
} else {
  const path = resolve(target)
  const require = createRequire(join(path, 'index.js'))
  for (const file of required) require(resolve(file))
  let main = path
  if (statSync(path).isDirectory()) {
    const {
      name,
      productName,
      version,
      main: entry,
    } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
    if (productName ?? name) app.setName(productName ?? name)
    if (version) app.setVersion(version)
    app.setAppPath(path)
    main = join(path, entry ?? 'index.js')
  }
  process.defaultApp = true
  await import(pathToFileURL(main).href)
}
