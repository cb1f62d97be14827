// A copy of the checkout in which protections are taken away, and the runs of single tests in it.
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Stop } from '../log.mjs'
import { root } from '../paths.mjs'
import { packageBin, run } from '../run.mjs'
import { planted } from './judge.mjs'

const notCopied = new Set([
  'node_modules',
  '.git',
  'out',
  'dist',
  'test-results',
  'playwright-report',
])

/** How each kind of test is run; the two commands prepare, build and read the keychain of a desktop of their own. */
const suites = {
  unit: { report: 'unit' },
  contract: { report: 'contract', script: 'contract.mjs', filter: '-t' },
  e2e: { report: 'e2e', script: 'e2e.mjs', filter: '-g' },
}

const suiteOf = (file) => /^test\/(\w+)\//.exec(file)?.[1] ?? 'unit'

/** Makes the copy; `remove()` deletes it. */
export function copyCheckout() {
  const folder = mkdtempSync(join(tmpdir(), 'protections-'))
  for (const name of readdirSync(root).filter((each) => !notCopied.has(each))) {
    cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  return { folder, remove }
}

/** Applies the edits of a break in the copy. @returns a function that takes them back */
export function plant(folder, edits) {
  const before = new Map()
  for (const { file, ...edit } of edits) {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    if (!before.has(path)) before.set(path, text)
    const after = planted(text, edit)
    if (after === undefined) throw new Stop(`${file} does not have “${edit.find}” once`)
    writeFileSync(path, after)
  }
  return () => {
    for (const [path, text] of before) writeFileSync(path, text)
  }
}

/** The titles as one filter of a runner, which matches parts of names. */
const filterFor = (tests) => tests.map(({ pattern }) => pattern.source.slice(1, -1)).join('|')

/**
 * Runs tests of one kind in the copy.
 *
 * @param {string} folder the copy
 * @param {{ file: string, pattern: RegExp }[]} tests
 * @returns the runner's report, or undefined where it wrote none
 */
export async function runTests(folder, tests) {
  const { report, script, filter } = suites[suiteOf(tests[0].file)]
  const path = join(folder, 'out', 'reports', `${report}.json`)
  rmSync(path, { force: true })
  const files = [...new Set(tests.map(({ file }) => file))]
  const args = script
    ? [join(folder, 'scripts', script), ...files, filter, filterFor(tests)]
    : [
        packageBin('vitest'),
        'run',
        '--config=test/vitest.config.ts',
        '--project=unit',
        '--reporter=json',
        `--outputFile.json=${path}`,
        ...files,
        '-t',
        filterFor(tests),
      ]
  // Some are those of the long run.
  const env = { ...process.env, SOAK: 'long' }
  await run(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'ignore'] })
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

/** Tests that one command of a runner can run together. */
export function bySuite(tests) {
  return Object.keys(suites)
    .map((suite) => tests.filter(({ file }) => suiteOf(file) === suite))
    .filter(({ length }) => length > 0)
}
