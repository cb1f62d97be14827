import { severityRank } from '../core/model/severity'
import { endsOf, endsWithin } from '../core/problems/ends'
import { problemsIn } from '../core/problems/find'
import type { KnownProject } from '../core/problems/known-project'
import { problemOf, type ProjectProblem } from '../core/problems/problem'
import { ruleOf } from '../core/problems/rules'
import { coloredSeverity } from './color'
import { ended, type Ended } from './command'
import { junitOf } from './junit'
import { knownSetUp } from './known-set-up'
import { line, mostFindings, shortened } from './plain-text'
import type { AskedProblems } from './problems'
import { sarifOf } from './sarif'
import { readSetUps } from './set-up-file'
import { writeJson, streams, type Streams } from './streams'
import type { SecretEnds } from '../core/problems/ends'
import { createAppFiles } from '../main/files/app-files'
import { createJsonFiles } from '../main/files/store/json-files'
import { createNotices } from '../main/files/store/notices'
import { findWorkspace } from './app-workspace'
import { failureOf } from './error-words'
import { safeSettingsFolder } from './settings-folder'

/**
 * Last days of client secrets that people noted in the app on this computer, for the projects of one workspace, by their
 * slug, which is what files name a project by.
 *
 * @param settings the app's folder, where it is not the usual one
 */
async function notedEnds(
  name: string,
  settings?: string,
): Promise<ReadonlyMap<string, SecretEnds>> {
  const notices = createNotices(({ title, text }) => streams.warn(`${title}. ${text}`))
  const appFiles = createAppFiles(
    createJsonFiles({ folder: safeSettingsFolder(settings), notices }),
  )
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

/** What ends within so many days, and so late that no rule tells it. */
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

/** Prints what is wrong in set-ups, each and between them, and fails where something is as bad as was asked. */
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
