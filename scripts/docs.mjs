// `npm run docs`: writes the pages of docs that are made from tables in the source, so that they cannot differ from it.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { register } from 'tsx/esm/api'
import { fieldsPage } from './lib/docs/fields.mjs'
import { main, say } from './lib/log.mjs'
import { root } from './lib/paths.mjs'

await main(async () => {
  register()
  const page = fieldsPage(await import('../test/contract/fields/coverage.ts'))
  await writeFile(join(root, 'docs', 'fields.md'), page)
  say('Wrote docs/fields.md')
})
