// The packages that the app is built of, with their licences, from package-lock.json.
import { cell, table } from './table.mjs'

/** Licences that ask for no more than to be named. */
export const allowedLicences = new Set([
  '0BSD',
  'Apache-2.0',
  // Permissive as well, in the words of today.
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  // Of argparse, for Python's own code: permissive.
  'Python-2.0',
])

/**
 * Whether a licence, or an SPDX expression of several such as `(MIT OR WTFPL)`, is allowed.
 *
 * @internal The test of the page judges the packages by it.
 */
export function isAllowed(licence) {
  const bare = (licence ?? '').replaceAll(/[()]/g, '')
  // No licence in use mixes the two words.
  if (bare.includes(' AND ')) return bare.split(' AND ').every((part) => allowedLicences.has(part))
  return bare.split(' OR ').some((part) => allowedLicences.has(part))
}

/** Only for the tests of exported commands. */
const notShipped = /^@ory\/cli-/

/**
 * The packages that may be part of what is built: all but those for development.
 *
 * @param lock the parsed package-lock.json
 * @returns {{ name: string, version: string, licence: string | undefined }[]} by name and version, each once
 */
export function shippedPackages(lock) {
  const found = Object.entries(lock.packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path, { version, license }]) => {
      const name = path.split('node_modules/').at(-1)
      return { name, version, licence: license }
    })
    .filter(({ name }) => !notShipped.test(name))
  const once = new Map(found.map((each) => [`${each.name} ${each.version}`, each]))
  return [...once.values()].toSorted((left, right) =>
    `${left.name} ${left.version}` < `${right.name} ${right.version}` ? -1 : 1,
  )
}

/** The whole page. */
export function licencesPage(lock) {
  const packages = shippedPackages(lock)
  const rows = packages.map(({ name, version, licence }) => [
    `\`${name}\``,
    version,
    cell(licence ?? 'none'),
  ])
  return `# Licences of what ships

Made by \`npm run docs\` from \`package-lock.json\`; not to be edited by hand. Allowed are ${[...allowedLicences].join(', ')};
a package with another one fails \`test/unit/docs/licences.test.ts\`.

Electron (MIT) brings the licences of Chromium along in its folder, and the mapper engine those of Go and of its
modules in \`engine/built\`.

${packages.length} packages.

${table([['Package', 'Version', 'Licence'], ...rows])}
`
}
