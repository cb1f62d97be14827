// What became of one test, from the report of its runner. Pure.
import { stripVTControlCharacters } from 'node:util'

const titlesIn = (report, isOurs) =>
  (report?.testResults ?? []).flatMap(({ name, assertionResults = [] }) =>
    isOurs(name) ? assertionResults : [],
  )

const specsIn = ({ file, suites = [], specs = [] }) => [
  ...specs.map((spec) => ({ ...spec, file: spec.file ?? file })),
  ...suites.flatMap(specsIn),
]

/** A test of vitest's JSON report, as `{ state, message }`. */
function fromVitest(report, file, pattern) {
  return titlesIn(report, (name) => name.replaceAll('\\', '/').endsWith(file))
    .filter(({ title }) => pattern.test(title))
    .map(({ status, failureMessages = [] }) => ({ state: status, message: failureMessages[0] }))
}

/** The same of Playwright's, whose files are below `test`. */
function fromPlaywright(report, file, pattern) {
  return (report?.suites ?? [])
    .flatMap(specsIn)
    .filter((spec) => `test/${spec.file}`.endsWith(file) && pattern.test(spec.title))
    .map(({ ok, tests = [] }) => ({
      state: tests.some(({ status }) => status === 'skipped')
        ? 'skipped'
        : ok
          ? 'passed'
          : 'failed',
      message: tests.flatMap(({ results }) => results.map(({ error }) => error?.message))[0],
    }))
}

/**
 * The end of all tests of a title: `failed` where one did, else `passed`; `not run` where the report has none,
 * such as when the file or the app could not be built.
 *
 * @param {unknown} report the parsed report, or undefined
 * @param {{ file: string, pattern: RegExp }} test
 * @returns {{ state: 'passed' | 'failed' | 'not run', message?: string }} `message`: the first line of why
 */
export function outcomeOf(report, { file, pattern }) {
  const read = file.endsWith('.spec.ts') ? fromPlaywright : fromVitest
  const found = read(report, file, pattern).filter(({ state }) => /passed|failed/.test(state))
  const failed = found.find(({ state }) => state === 'failed')
  if (failed) return { state: 'failed', message: firstLine(failed.message) }
  return { state: found.length > 0 ? 'passed' : 'not run' }
}

/** Without the colours of a terminal. */
const firstLine = (message = '') => stripVTControlCharacters(message).split('\n')[0].slice(0, 160)

/**
 * A text with one part replaced.
 *
 * @returns undefined where the part is not there exactly once
 */
export function planted(text, { find, put }) {
  const parts = text.split(find)
  return parts.length === 2 ? parts.join(put) : undefined
}
