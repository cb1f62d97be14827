// `npm run --silent mapper -- run|test|fmt|lint …`: mappers on the command line. Once it is built,
// `node out/mapper/mapper.js` does the same and is faster.
import { mapperCommand } from './lib/mapper-build.mjs'
import { runBuilt } from './lib/run-built.mjs'

await runBuilt(mapperCommand)
