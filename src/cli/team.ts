import { join } from 'node:path'
import { worstFirst } from '../core/model/severity'
import { problemsIn } from '../core/problems/find'
import { setUpOfFile } from '../core/set-up-file/set-up-of-file'
import { checkTeamFolder, type TeamFinding } from '../core/team-folder/check'
import { casePath, projectPath } from '../core/team-folder/paths'
import type { TeamFolder } from '../core/team-folder/team'
import { coloredSeverity, line, mostFindings, shortened } from './plain-text'
import { ended, writeJson, type Ended, type Streams } from './streams'
import { knownSetUp } from './known-set-up'
import { readTeam } from './set-up-file'
import { testCases, type Tested } from './test-command'

/** What the rules find in the set-ups of a folder and between them, the worst first. */
function radarFindings({ projects }: TeamFolder, now: string): TeamFinding[] {
  const looked = [...projects].map(([name, { file }]) =>
    knownSetUp(projectPath(name), setUpOfFile(file), now),
  )
  return problemsIn(looked).map((problem) => {
    const { projectId, severity, name, message, rule } = problem
    const words = `${name === '' ? '' : `${name}: `}${message} (${rule})`
    return { path: projectId, severity, words, problem }
  })
}

/** What two findings of one rule at one place have in common. */
const placeOf = ({ path, problem }: TeamFinding) =>
  problem &&
  [path, problem.rule, problem.target?.kind, problem.target?.key, problem.field].join('\n')

function caseFinding(path: string, { name, problem, differences }: Tested): TeamFinding {
  const [first] = differences
  const where = first && first.path !== '' ? `${first.path}: ` : ''
  const got = first
    ? `${where}expected ${first.expected ?? 'nothing'}, got ${first.actual ?? 'nothing'}`
    : 'it does not pass'
  return { path, severity: 'error', words: `The case “${name}” fails: ${problem ?? got}` }
}

/** Runs the cases of a folder that could be read, in the engine that Ory uses. */
async function caseFindings(root: string, { mappers }: TeamFolder) {
  const paths = [...mappers].flatMap(([name, { cases }]) =>
    cases.map(({ id }) => casePath(name, id)),
  )
  if (paths.length === 0) return { findings: [], passed: 0 }
  const byFile = new Map(paths.map((path) => [join(root, path), path]))
  const results = await testCases([...byFile.keys()], [root])
  const failed = results.filter(({ pass }) => !pass)
  return {
    findings: failed.map((result) => caseFinding(byFile.get(result.file) ?? result.file, result)),
    passed: results.length - failed.length,
  }
}

/** Checks a team folder, and fails if there is an error. */
export async function checkTeam(root: string, isJson: boolean, out: Streams): Promise<Ended> {
  const { contents, folder } = await readTeam(root)
  const cases = await caseFindings(root, folder)
  const found = radarFindings(folder, new Date().toISOString())
  const places = new Set(found.map(placeOf))
  // What a rule finds of a file and of the state that it describes is told once.
  const checked = checkTeamFolder(contents, folder).filter(
    (finding) => finding.problem === undefined || !places.has(placeOf(finding)),
  )
  const findings = [...checked, ...cases.findings, ...found].map(({ path, severity, words }) => ({
    path,
    severity,
    words: shortened(words),
  }))
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const counts = {
    projects: folder.projects.size,
    mappers: folder.mappers.size,
    casesPassed: cases.passed,
  }
  // What is left out is not what fails.
  const shown =
    findings.length > mostFindings ? worstFirst(findings).slice(0, mostFindings) : findings
  const more = findings.length - shown.length
  if (isJson) {
    writeJson(out, {
      ok: errors === 0,
      errors,
      ...counts,
      findings: shown,
      ...(more > 0 ? { more } : {}),
    })
  } else {
    for (const { path, severity, words } of shown) {
      out.write(`${line`${path}`}: ${coloredSeverity(severity)}: ${line`${words}`}\n`)
    }
    if (more > 0) out.write(`and ${more} more\n`)
    out.write(
      `${counts.projects} projects, ${counts.mappers} mappers, ${counts.casesPassed} cases passed, ${errors} errors\n`,
    )
  }
  return errors === 0 ? ended.done : ended.failed
}
