import { severityRank, type Severity } from '../core/model/severity'
import { endsOf, endsWithin, type SecretEnds } from '../core/problems/ends'
import { problemsIn } from '../core/problems/find'
import type { KnownProject } from '../core/problems/known-project'
import { problemOf, type ProjectProblem } from '../core/problems/problem'
import { ruleOf } from '../core/problems/rules'
import { coloredSeverity, line, mostFindings, shortened, plainLines } from './plain-text'
import { ended, writeJson, type Ended, type Streams } from './streams'
import { knownSetUp } from './known-set-up'
import { readSetUps } from './set-up-file'
import { findWorkspace, openAppFiles } from './app-folder'
import { failureOf } from './command-error'
import { relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { leavesFolder } from './files'

/** Last days of client secrets noted in the app, by the slugs of a workspace's projects. */
async function notedEnds(
  name: string,
  settings?: string,
): Promise<ReadonlyMap<string, SecretEnds>> {
  const { appFiles } = openAppFiles(settings)
  const { projects } = await findWorkspace(appFiles, name)
  const noted = new Map<string, SecretEnds>()
  for (const { id, slug } of projects) {
    const stored = await appFiles.ends(id).read()
    if (!stored.ok) throw failureOf(stored.error)
    if (stored.value) noted.set(slug, stored.value.secrets)
  }
  return noted
}

const endingRules = {
  certificate: 'certificate-expiring',
  secret: 'secret-expiring',
} as const
const rulesOfEnds: ReadonlySet<string> = new Set([
  'certificate-expired',
  'secret-expired',
  ...Object.values(endingRules),
])

/** Problems that end within `days`, too late for any rule. */
function laterEnds(project: KnownProject, days: number, told: readonly ProjectProblem[]) {
  const { id } = project.summary
  const nameOf = (key: string, when: string | undefined) => JSON.stringify([key, when])
  const known = new Set(
    told
      .filter(({ projectId, rule }) => projectId === id && rulesOfEnds.has(rule))
      .map(({ target, when }) => nameOf(target?.key ?? '', when)),
  )
  return endsOf(project)
    .filter(({ target, when }) => !known.has(nameOf(target?.key ?? '', when)))
    .filter(({ when }) => endsWithin(when, days, project.now))
    .map(({ of, target, name, when, detail }) =>
      problemOf(endingRules[of], id, {
        target,
        name,
        severity: 'info',
        message: `The ${of === 'certificate' ? 'certificate' : 'client secret'} ends on ${when.slice(0, 10)}`,
        detail,
        when,
      }),
    )
}

/** What `problems` was asked for. */
interface AskedProblems {
  readonly files: readonly string[]
  readonly failOn: Severity
  /** Days. */
  readonly expiresWithin?: number | undefined
  readonly form: 'text' | 'sarif' | 'junit' | 'json'
  /** Name of a workspace of the app whose noted last days of client secrets count. */
  readonly workspace?: string | undefined
  /** The app's folder, where it is not the usual one. */
  readonly settings?: string | undefined
}

/** Prints the problems in set-ups and between them; fails where one is as bad as `failOn`. */
export async function lookForProblems(
  { files, failOn, expiresWithin, form, workspace, settings }: AskedProblems,
  out: Streams,
): Promise<Ended> {
  const now = new Date().toISOString()
  const setUps = await readSetUps(files)
  const noted = workspace === undefined ? undefined : await notedEnds(workspace, settings)
  const projects = setUps.map(({ file, setUp }) => {
    const ends = noted?.get(setUp.project.slug)
    const known = knownSetUp(file, setUp, now)
    return ends ? { ...known, secretEnds: new Map(Object.entries(ends)) } : known
  })
  const byRules = problemsIn(projects)
  const later =
    expiresWithin === undefined
      ? []
      : projects.flatMap((project) => laterEnds(project, expiresWithin, byRules))
  const isNear = ({ rule, when }: ProjectProblem) =>
    expiresWithin !== undefined &&
    when !== undefined &&
    rulesOfEnds.has(rule) &&
    endsWithin(when, expiresWithin, now)
  const found = [...byRules, ...later].map((problem) => ({
    ...problem,
    message: shortened(problem.message),
    name: shortened(problem.name, 100),
    fails: isNear(problem) || severityRank(problem.severity) <= severityRank(failOn),
  }))
  // The worst come first.
  const shown = found.slice(0, mostFindings)
  const more = found.length - shown.length
  if (form === 'json') {
    writeJson(out, {
      findings: shown.map(({ rule, severity, projectId, name, field, message, when, fails }) => ({
        file: projectId,
        rule,
        severity,
        name,
        ...(field === undefined ? {} : { field }),
        message,
        ...(when === undefined ? {} : { when }),
        why: ruleOf(rule).why,
        fails,
      })),
      ...(more > 0 ? { more } : {}),
    })
  } else if (form === 'sarif') writeJson(out, sarifOf(shown))
  else if (form === 'junit')
    out.write(
      junitOf(
        setUps.map(({ file }) => file),
        shown,
      ),
    )
  else {
    for (const { projectId, severity, rule, name, message } of shown) {
      out.write(
        `${line`${projectId}`}: ${coloredSeverity(severity)}: ${line`${name === '' ? '' : `${name}: `}${message} (${rule})`}\n`,
      )
    }
    if (more > 0) out.write(`and ${more} more\n`)
    if (found.length === 0) out.write('Nothing was found.\n')
  }
  return found.some(({ fails }) => fails) ? ended.failed : ended.done
}

const levels = { error: 'error', warning: 'warning', info: 'note' } as const

/** A message that has no links: SARIF reads `[text](address)` as one, also in what others wrote. */
const messageOf = (text: string) => plainLines(text).replace(/\[([^[\]]*)\](?=\()/g, '\\[$1\\]')

/** A URI, relative to the working folder as code hosts need it; absolute for a file elsewhere. */
function uriOf(path: string): string {
  const own = relative('', path)
  return leavesFolder(own)
    ? pathToFileURL(path).href
    : own.split(sep).map(encodeURIComponent).join('/')
}

/**
 * Problems as SARIF 2.1.0, which code hosts show beside a change
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). Each names the file alone: what it is about is in
 * its message.
 *
 * @param problems of set-ups that their files name
 */
export function sarifOf(problems: readonly ProjectProblem[]): unknown {
  const rules = [...new Set(problems.map(({ rule }) => rule))]
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'sso-workbench',
            rules: rules.map((id) => ({ id, fullDescription: { text: ruleOf(id).why } })),
          },
        },
        results: problems.map(({ id, rule, severity, projectId, name, message }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: levels[severity],
          message: { text: messageOf(name === '' ? message : `${name}: ${message}`) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(projectId) },
                region: { startLine: 1 },
              },
            },
          ],
          partialFingerprints: { 'sso-workbench/v1': id },
        })),
      },
    ],
  }
}

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
