// `npm start`: installs what is missing, builds, opens the app. Arguments after `--` are passed to the app.
import { runInDesktop } from './lib/desktop.mjs'
import { electronEnvironment } from './lib/electron/prepare.mjs'
import { demo } from './lib/demo.mjs'
import { main, say } from './lib/log.mjs'
import { isRoot, root } from './lib/paths.mjs'
import { build, prepare } from './lib/prepare.mjs'
import { run } from './lib/run.mjs'

await main(async () => {
  const args = [root, ...process.argv.slice(2)]
  const { DISPLAY: x11, WAYLAND_DISPLAY: wayland } = process.env
  // Root's Wayland socket cannot be shared with the ordinary user that has to show the window.
  const hasDisplay = process.platform !== 'linux' || Boolean(x11 || (wayland && !isRoot()))
  const electron = await prepare({ optional: hasDisplay })
  await build()
  if (!hasDisplay) {
    say('There is no display to open a window on: running the demo on a virtual one instead.')
    return demo({ electron })
  }
  if (!isRoot())
    return run(electron, args, { env: { ...process.env, ...electronEnvironment(electron) } })
  say('Electron refuses its sandbox as root: opening the app as an ordinary user.')
  const [code] = await runInDesktop([{ command: electron, args }], { electron, display: x11 })
  return code
})
