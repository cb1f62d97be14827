// Only installs what is missing; for CI, before it calls the tools itself.
import { main } from './lib/log.mjs'
import { prepare } from './lib/prepare.mjs'

await main(async () => void (await prepare()))
