// The test suites, how to run each of them, and how to read its report.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runInDesktop } from './desktop.mjs'
import { reportsFolder, root } from './paths.mjs'
import {
  countPlaywright,
  countSuite,
  countVitest,
  failedInPlaywright,
  failedInVitest,
} from './report.mjs'
import { packageBin } from './run.mjs'

const reportFile = (name) => join(reportsFolder, `${name}.json`)

const vitest = (name, projects) => (extra) => ({
  args: [
    packageBin('vitest'),
    'run',
    '--config=test/vitest.config.ts',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    '--reporter=./test/support/runner/still-running.ts',
    `--outputFile.json=${reportFile(name)}`,
    ...extra,
  ],
})

const playwright =
  (name, project = name) =>
  (extra) => ({
    args: [
      packageBin('@playwright/test', 'playwright'),
      'test',
      '--config=test/playwright.config.ts',
      `--project=${project}`,
      '--reporter=list,json',
      ...extra,
    ],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile(name) },
  })

const readVitest = { count: countVitest, failed: failedInVitest }
const readPlaywright = { count: countPlaywright, failed: failedInPlaywright }

/** Minutes after which a suite of `npm test` is stopped: several times what it takes, for a test that never ends. */
const limits = { 'unit and contract': 30, e2e: 40 }

/** Number of parallel windows; they mostly wait, so that three keep two processors busy. */
const desktops = 3

/** What these tests write is in memory, as waiting for the disk is not what they are about. */
const inMemory = true

const suites = {
  unit: { step: vitest('unit', ['unit', 'renderer']), ...readVitest, inMemory },
  // In one run, since the contract tests mostly wait while the others compute, and together, so that each process loads a
  // module once.
  'unit and contract': {
    step: (extra) => ({
      ...vitest('unit and contract', ['together', 'renderer'])(extra),
      env: { ...orySpecifications(), TESTS_TOGETHER: '1' },
    }),
    ...readVitest,
    inMemory,
  },
  contract: {
    step: (extra) => ({
      ...vitest('contract', ['contract', 'soak'])(extra),
      env: orySpecifications(),
    }),
    ...readVitest,
    inMemory,
  },
  e2e: { step: playwright('e2e'), ...readPlaywright, desktops, inMemory },
  demo: { step: playwright('demo'), ...readPlaywright },
  bench: { step: playwright('bench'), ...readPlaywright },
  package: { step: playwright('package'), ...readPlaywright },
  'soak-services': {
    step: (extra) => ({
      ...vitest('soak-services', ['soak', 'unit', 'contract'])([...longOnes, ...extra]),
      env: { ...orySpecifications(), ...longRuns() },
    }),
    ...readVitest,
  },
  'soak-app': {
    step: (extra) => {
      const { args, env } = playwright('soak-app', 'soak')(extra)
      return { args, env: { ...env, ...longRuns() } }
    },
    ...readPlaywright,
  },
  'soak-screens': {
    step: (extra) => {
      const { args, env } = playwright('soak-screens', 'screens')(extra)
      return { args, env: { ...env, ...longRuns() } }
    },
    ...readPlaywright,
    desktops,
  },
  pictures: {
    step: (extra) => {
      const view = '--grep= at 1280x800, light$|@pictures'
      const { args, env } = playwright('pictures', 'screens')([view, ...extra])
      return { args, env: { ...env, ...longRuns(), DOCS_PICTURES: 'write' } }
    },
    ...readPlaywright,
    desktops,
  },
}

/** Files, or parts of their paths, with a longer version that needs no window. */
const longOnes = [
  'test/soak',
  'test/contract/commands/answers',
  'test/contract/commands/ory-cli',
  'test/contract/emulator/openapi-fuzz',
  'test/contract/faults',
  'test/contract/fields',
  'test/contract/mapper/cases',
  'test/contract/mapper/cover',
  'test/contract/mapper/fixes',
  'test/contract/mapper/golden',
  'test/contract/mapper/hostile',
  'test/contract/mapper/sign-ins',
  'test/contract/mapper/template-ends',
  'test/unit/cli/mapper.test',
  'test/unit/core/publish/commands/quoting',
  'test/unit/core/publish/commands/run-sh',
  'test/unit/core/draft/rebase-properties',
  'test/unit/core/draft/history',
  'test/unit/core/draft/order-properties',
  'test/unit/core/mapper/own-claims/own-claims-any-text',
  'test/unit/core/mapper/own-claims/own-claims-invented-laws',
  'test/unit/core/mapper/template',
  'test/unit/core/paste',
  'test/unit/core/patch/properties',
  'test/unit/core/publish/after-publish',
  'test/unit/core/history/revert-properties',
  'test/unit/core/saml/metadata-limits',
  'test/unit/main/files/drafts/draft-files',
  'test/unit/main/services/publish/overtaken-properties',
  'test/unit/main/services/publish/publish-kill',
]

/** The environment for long runs; the seed of an earlier run repeats it. */
function longRuns() {
  const { SOAK_SEED } = process.env
  return { SOAK: 'long', ...(SOAK_SEED === undefined ? {} : { SOAK_SEED }) }
}

/** Ory's documents are next to the checkout, where root's session, which uses a copy, would not find them. */
function orySpecifications() {
  const beside = join(root, '..', 'shared', 'ory')
  return process.env['ORY_SPEC_DIR'] || !existsSync(beside) ? {} : { ORY_SPEC_DIR: beside }
}

/**
 * Runs suites in one desktop session; everything must be prepared, and built if the suites start the app.
 *
 * @param {string[]} names
 * @param {{ electron: string, extra?: string[] }} options `extra`: arguments passed on to the test runner
 * @returns {Promise<{ name: string, passed: number, failed: number, skipped: number, failures: string[] }[]>}
 */
export async function runSuites(names, { electron, extra = [] }) {
  // Remove old reports, so that they are not mistaken for this run's.
  for (const name of names) rmSync(reportFile(name), { force: true })
  const steps = names.map((name) => ({ ...suites[name].step(extra), minutes: limits[name] }))
  const desktops = Math.max(...names.map((name) => suites[name].desktops ?? 1))
  const inMemory = names.every((name) => suites[name].inMemory)
  const codes = await runInDesktop(steps, { electron, desktops, inMemory })
  return names.map((name, at) => {
    const { count, failed } = suites[name]
    const report = readReport(name)
    const counts = countSuite({ code: codes[at], report, count })
    return { name, ...counts, failures: report === undefined ? [] : failed(report) }
  })
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(reportFile(name), 'utf8'))
  } catch {
    return undefined
  }
}

/** Runs one suite; extra arguments are passed to its test runner. Returns the exit code. */
export async function runSuite(name, { electron, extra }) {
  const [{ failed }] = await runSuites([name], { electron, extra })
  return failed > 0 ? 1 : 0
}
