// The table of fields, generated from the same rows as the tests.
import { cell, table } from './table.mjs'

const headings = {
  oidc: 'OIDC connections',
  saml: 'SAML connections',
  organization: 'Organizations',
  'scim-client': 'SCIM clients',
  method: 'Settings that all OIDC connections share',
}

const code = (text) => `\`${text}\``

/** The kinds that have a field, or that do not, whichever is shorter. */
function kindsText(kinds, all) {
  const missing = all.filter((kind) => !kinds.includes(kind))
  if (missing.length === 0) return 'every'
  if (missing.length < kinds.length) return `all but ${missing.join(', ')}`
  return kinds.join(', ')
}

function section(part, rows, { steps, testFiles }) {
  const all = rows.find(({ field }) => field.name === 'label')?.kinds ?? []
  const isByKind = part === 'oidc'
  const head = ['Field', ...(isByKind ? ['Kinds'] : []), ...steps.map(title), 'Note']
  const body = rows.map(({ field, kinds, tests, note }) => [
    code(field.name),
    ...(isByKind ? [kindsText(kinds, all)] : []),
    ...steps.map((step) => (tests[step] ? code(tests[step]) : '–')),
    cell(note ?? ''),
  ])
  return `## ${headings[part]}\n\nTests: ${code(testFiles[part])}\n\n${table([head, ...body])}\n`
}

const title = (step) => `${step.charAt(0).toUpperCase()}${step.slice(1)}`

/**
 * The whole page.
 *
 * @param given `coverage`, `parts`, `steps` and `testFiles` of test/contract/fields/coverage.ts.
 */
export function fieldsPage(given) {
  const { coverage, parts, steps } = given
  const counted = steps.map(
    (step) => `${coverage.filter(({ tests }) => tests[step]).length} ${step}`,
  )
  const intro = `# Fields and their tests

Made by \`npm run docs\` from the field table in \`src/core/fields\`; not to be edited by hand.

Each name is a test. It makes a draft, publishes it to the stand-in and compares everything that the
stand-in stores, byte by byte:

- **Create**: the field is set in a new entity, and stored exactly so.
- **Edit**: only this field is changed, by one operation on that member; everything else stays.
- **Clear**: it is removed again, where it may be absent and the server shows whether it is set.
- **Keep**: it is set beside members that no table knows, and another field is edited.

A field of which only the name is known is shown and kept as it is, and has a test of that alone. Every
test runs on opposite answers of the open questions, and on each kind of provider that has the field.

Kinds of provider and values that this version has never heard of have their own tests, in
\`test/contract/fields/never-seen.test.ts\`; that a planted mistake turns the names below red is held by
\`planted.test.ts\` beside it.

${coverage.length} fields: ${counted.join(', ')}.
`
  const sections = parts.map((part) =>
    section(
      part,
      coverage.filter((row) => row.part === part),
      given,
    ),
  )
  return [intro, ...sections].join('\n')
}
