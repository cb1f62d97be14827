// `npm run demo`: the main tasks on the demo workspace in a real window, on a virtual display if there is none. Prints
// the resulting state of the API; screenshots are in out/demo.
import { demo } from './lib/demo.mjs'
import { main } from './lib/log.mjs'
import { build, prepare } from './lib/prepare.mjs'

await main(async () => {
  const electron = await prepare()
  await build()
  return demo({ electron, extra: process.argv.slice(2) })
})
