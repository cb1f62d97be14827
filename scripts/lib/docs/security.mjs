// Every protection with the test that proves it, from the rows that `npm run test:protections` takes away.
import { cell, table } from './table.mjs'

const code = (text) => `\`${text}\``

/** One row for each proof; an item that has several is named in the first. */
function rowsOf({ id, item, does, proofs, open }) {
  if (proofs.length === 0) return [[id, cell(item), cell(does), `none: ${cell(open)}`, '–']]
  return proofs.map(({ file, title, planted }, at) => [
    ...(at === 0 ? [id, cell(item), cell(does)] : ['', '', '']),
    `${code(file)}: ${code(cell(title))}`,
    cell(planted),
  ])
}

const section = (heading, rows) =>
  `## ${heading}\n\n${table([['', 'Item', 'What the app does', 'Test', 'What is planted'], ...rows.flatMap(rowsOf)])}\n`

/**
 * The whole page.
 *
 * @param given `electronList` and `ownRules` of test/support/protections
 */
export function securityPage({ electronList, ownRules }) {
  const proofs = [...electronList, ...ownRules].flatMap((row) => row.proofs)
  const tests = new Set(proofs.map(({ file, title }) => `${file} ${title}`))
  const intro = `# Protections and their tests

Made by \`npm run docs\` from \`test/support/protections\`; not to be edited by hand. What is defended against
whom, and what is not, is in [threat-model.md](threat-model.md).

Each row names a test that proves a protection, and what is planted to see that test fail: \`npm run test:protections\`
copies the checkout, takes each protection away there in turn, and runs its test. A name with \`%s\` stands for
several tests. \`-- 7 S4\` after the command runs these rows only.

${electronList.length + ownRules.length} items, ${tests.size} tests, ${proofs.length} planted breaks.
`
  return [
    intro,
    section('Electron’s own list', electronList),
    section('Rules of this app', ownRules),
  ].join('\n')
}
