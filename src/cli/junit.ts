import { severityRank, type Severity } from '../core/model/severity'
import type { ProjectProblem } from '../core/problems/problem'
import { ruleOf } from '../core/problems/rules'
import { plainLines } from './plain-text'

const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** A text inside an element or an attribute: XML has no way to write some characters, which stand there as their number. */
const escaped = (text: string) =>
  plainLines(text)
    .replace(/[\uFFFE\uFFFF]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (mark) => named[mark] ?? mark)
    // Else a reader makes spaces of them in an attribute.
    .replace(/[\n\t]/g, (character) => `&#${character.charCodeAt(0)};`)

const attributes = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('')

/**
 * Problems in the form of JUnit's reports, which CI shows as tests: a suite for each file, and in it a test for each
 * problem. One that makes the command fail has failed; what is less bad is told in the output of its test.
 *
 * @param files that were looked at; one without a problem has one test, which passed
 * @param problems of set-ups that their files name
 */
export function junitOf(
  files: readonly string[],
  problems: readonly (ProjectProblem & { readonly fails: boolean })[],
): string {
  const suites = files.map((file) => {
    const own = problems
      .filter(({ projectId }) => projectId === file)
      .toSorted((one, other) => rank(one) - rank(other))
    const failed = own.filter(({ fails }) => fails)
    const tests = own.map((problem) => {
      const { name, rule, severity, message } = problem
      const head = attributes({ classname: file, name: name === '' ? rule : `${rule}: ${name}` })
      const why = `${severity}: ${message}. ${ruleOf(rule).why}`
      const inside = problem.fails
        ? `<failure${attributes({ type: severity, message })}>${escaped(why)}</failure>`
        : `<system-out>${escaped(why)}</system-out>`
      return `    <testcase${head}>${inside}</testcase>`
    })
    const passed = `    <testcase${attributes({ classname: file, name: 'Nothing was found' })}/>`
    const lines = tests.length > 0 ? tests : [passed]
    const counts = { name: file, tests: lines.length, failures: failed.length }
    return [`  <testsuite${attributes(counts)}>`, ...lines, '  </testsuite>'].join('\n')
  })
  const failures = problems.filter(({ fails }) => fails).length
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'sso-workbench problems', failures })}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n')
}

const rank = ({ severity }: { readonly severity: Severity }) => severityRank(severity)
