import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sameSwitches } from './blank-window'
import { busy } from './planted'

/** In the window, before its page: tells when the picture is made that shows an element. */
const inWindow = (selector: string) => `
const { ipcRenderer } = require('electron')
const painted = () => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => ipcRenderer.send('start-mark', performance.timeOrigin + performance.now())
  port2.postMessage(0)
}
const observer = new MutationObserver(() => {
  if (!document.querySelector(${JSON.stringify(selector)})) return
  observer.disconnect()
  requestAnimationFrame(painted)
})
observer.observe(document, { childList: true, subtree: true })
`

/** Milliseconds after which the app is ended: it may write its caches by then, as it does where a person stays. */
const stay = 700

/** In the main process, before the app: hands the mark of the window on and ends the app a little later. */
const inMain = (preload: string, slowness: number) => `
${slowness > 0 ? busy(slowness) : ''}
const { app, ipcMain } = require('electron')
app.on('session-created', (session) => {
  const filePath = ${JSON.stringify(preload)}
  if (session.registerPreloadScript) session.registerPreloadScript({ type: 'frame', filePath })
  else session.setPreloads([filePath])
})
ipcMain.once('start-mark', (_event, at) => {
  process.stdout.write('start-mark ' + at + '\\n')
  setTimeout(() => app.quit(), ${stay})
})
`

/** Milliseconds after which a start has failed. */
const tooLong = 60_000

/** What is started, with a folder for the scripts of the mark and the element that is waited for. */
interface Start {
  readonly app: string
  readonly userData: string
  readonly scripts: string
  readonly selector: string
  /** Milliseconds by which each start is made longer. */
  readonly slowness?: number
}

/**
 * Milliseconds from the start of the process to the picture that shows an element, as the page itself says: no driver is
 * attached, which would hold the app until it has found it.
 */
export async function fromStart(start: Start): Promise<number> {
  const { app, userData, scripts, selector, slowness = 0 } = start
  const [preload, main] = [join(scripts, 'mark-window.cjs'), join(scripts, 'mark-main.cjs')]
  writeFileSync(preload, inWindow(selector))
  writeFileSync(main, inMain(preload, slowness))
  const began = Date.now()
  const child = spawn(
    process.env['ELECTRON_EXEC_PATH'] ?? '',
    // The app is driven elsewhere without animations, which software draws.
    [
      '-r',
      main,
      app,
      `--user-data-dir=${userData}`,
      ...sameSwitches,
      '--force-prefers-reduced-motion',
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const timer = setTimeout(() => child.kill('SIGKILL'), tooLong)
  const ended = once(child, 'exit')
  let mark: number | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    const said = /^start-mark ([\d.]+)$/.exec(line)?.[1]
    if (said !== undefined) mark = Number(said)
  }
  await ended
  clearTimeout(timer)
  if (mark === undefined) throw new Error(`${app} never showed ${selector}`)
  return mark - began
}
