import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'

interface Entry {
  readonly version?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly inBundle?: boolean
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** Why a package of the lock file could be another one than was looked at, or nothing. */
function problemOf([path, { version, integrity, resolved, link, inBundle }]: [string, Entry]) {
  if (link) return `${path} is a folder of somebody’s computer`
  // A computer takes packages from where it is set up to; an address here would lead around that.
  if (resolved !== undefined) return `${path} comes from ${resolved}`
  if (!/^\d+\.\d+\.\d+/.test(version ?? '')) return `${path} has no version`
  // What a package brings inside of itself has the hash of that package.
  if (!inBundle && !/^sha512-[\w+/]{86}==$/.test(integrity ?? '')) return `${path} has no SHA-512`
  return undefined
}

/** The app with its tests, and the tools that only packaging needs. */
const folders = ['', 'packaging/']

test('every package of the lock file has its hash, and names no server it comes from', () => {
  for (const at of folders) {
    const { packages } = JSON.parse(read(`${at}package-lock.json`))
    const entries = Object.entries<Entry>(packages).filter(([path]) => path !== '')
    expect(entries.length).toBeGreaterThan(200)
    expect(entries.flatMap((entry) => problemOf(entry) ?? [])).toEqual([])
  }
})

test('the project names exact versions, and runs no install scripts', () => {
  for (const at of folders) {
    const own = JSON.parse(read(`${at}package.json`))
    const { dependencies, devDependencies, optionalDependencies } = own
    const versions = Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies })
    for (const version of versions) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(read(`${at}.npmrc`)).toContain('ignore-scripts=true')
  }
})

const good = { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==` }

test.each<[string, Entry, string | undefined]>([
  ['as it should be', good, undefined],
  ['without a hash', { version: '1.0.0' }, 'has no SHA-512'],
  ['with a short hash', { ...good, integrity: 'sha1-abc=' }, 'has no SHA-512'],
  ['from a server of its own', { ...good, resolved: 'http://127.0.0.1:4873/x.tgz' }, 'comes from'],
  ['from any server', { ...good, resolved: 'https://packages.example/x.tgz' }, 'comes from'],
  ['from git', { ...good, resolved: 'git+ssh://git@host.example/x.git' }, 'comes from'],
  ['that is a folder', { ...good, link: true }, 'is a folder'],
])('a package %s is judged', (_name, entry, problem) => {
  const found = problemOf(['node_modules/x', entry])
  if (problem === undefined) expect(found).toBeUndefined()
  else expect(found).toContain(problem)
})

test('workflows name each action by its commit, since a tag can be moved to other code', () => {
  const cwd = fileURLToPath(new URL('../..', import.meta.url))
  const files = globSync(['.github/**/*.{yml,yaml}', 'docs/workflows/**/*.{yml,yaml}'], {
    cwd,
    dot: true,
  })
  const used = files.flatMap((file) => read(file).match(/(?<=\buses:).*/g) ?? [])
  expect(used.length).toBeGreaterThan(15)
  for (const action of used) expect(action).toMatch(/^ [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})
