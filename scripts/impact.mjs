// `npm run --silent impact -- A.json B.json`: what going from one exported set-up to another does to people.
import { impactCommand } from './lib/mapper-build.mjs'
import { runBuilt } from './lib/run-built.mjs'

await runBuilt(impactCommand)
