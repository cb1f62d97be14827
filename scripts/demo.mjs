// `npm run demo`: the main job on the demo workspace in a real window, on a virtual display where there is none. Prints
// what the API then holds; screenshots are in out/demo.
import { demo } from './lib/demo.mjs'
import { main } from './lib/log.mjs'
import { build, prepare } from './lib/prepare.mjs'

await main(async () => {
  const electron = await prepare()
  await build()
  return demo({ electron, extra: process.argv.slice(2) })
})
