// `npm run --silent team -- check DIR`: what is wrong in a team folder, for people and for CI.
import { teamCommand } from './lib/mapper-build.mjs'
import { runBuilt } from './lib/run-built.mjs'

await runBuilt(teamCommand)
