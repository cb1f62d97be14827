// `npm run --silent sso -- COMMAND …`: sso-workbench, the command line. `mapper`, `impact`, `radar` and `team` are names of
// four of its commands. Once it is built, `node out/mapper/sso.js COMMAND …` does the same and is faster.
import { ssoCommand } from './lib/mapper-build.mjs'
import { runBuilt } from './lib/run-built.mjs'

await runBuilt(ssoCommand)
