// Only installs what is missing; used in CI before it calls the tools directly.
import { main } from './lib/log.mjs'
import { prepare } from './lib/prepare.mjs'

await main(async () => void (await prepare()))
