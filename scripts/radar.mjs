// `npm run --silent radar -- FILES`: what is wrong in exported set-ups.
import { radarCommand } from './lib/mapper-build.mjs'
import { runBuilt } from './lib/run-built.mjs'

await runBuilt(radarCommand)
