// `npm run docs`: writes tables that are generated from the source to out/docs.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { register } from 'tsx/esm/api'
import { fieldsPage } from './lib/docs/fields.mjs'
import { licencesPage } from './lib/docs/licences.mjs'
import { securityPage } from './lib/docs/security.mjs'
import { signInsPage } from './lib/docs/sign-ins.mjs'
import { main, say } from './lib/log.mjs'
import { root } from './lib/paths.mjs'

await main(async () => {
  register()
  const pages = {
    'fields.md': fieldsPage(await import('../test/contract/fields/coverage.ts')),
    'sign-ins.md': signInsPage(await import('../test/support/mapping/sign-in-facts.ts')),
    'licences.md': licencesPage(
      JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')),
    ),
    'security.md': securityPage({
      ...(await import('../test/support/protections/electron-list.ts')),
      ...(await import('../test/support/protections/own-rules.ts')),
    }),
  }
  const folder = join(root, 'out', 'docs')
  await mkdir(folder, { recursive: true })
  for (const [name, page] of Object.entries(pages)) {
    await writeFile(join(folder, name), page)
    say(`Wrote out/docs/${name}`)
  }
})
