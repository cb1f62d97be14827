import { problemsIn } from '../core/problems/find'
import type { KnownProject } from '../core/problems/known-project'
import { ruleOf } from '../core/problems/rules'
import { findFiles } from './files'
import { line } from './plain-text'
import { radarProjectOf } from './radar-project'
import { readSetUp } from './set-up-file'
import { runSetUpCommand } from './set-up-command'
import { streams, writeJson } from './streams'

const usage = `Usage: npm run --silent radar -- FILES [--json]

Looks for what is wrong in exported set-ups, each and between them, by the rules of the radar that need
nothing but the file. Exit 1 where somebody cannot sign in, or the wrong people can.
`

/** `radar FILES`: 1 if a finding is an error. */
async function run(files: readonly string[], { json }: { json: boolean }): Promise<number> {
  const now = new Date().toISOString()
  const projects: KnownProject[] = []
  for (const file of await findFiles(files, '.json')) {
    projects.push(radarProjectOf(file, await readSetUp(file), now))
  }
  const problems = problemsIn(projects)
  if (json) {
    writeJson(streams, {
      findings: problems.map(({ rule, severity, projectId, name, field, message }) => ({
        file: projectId,
        rule,
        severity,
        name,
        ...(field === undefined ? {} : { field }),
        message,
        why: ruleOf(rule).why,
      })),
    })
  } else {
    for (const { projectId, severity, rule, name, message } of problems) {
      streams.write(
        line`${projectId}: ${severity}: ${name === '' ? '' : `${name}: `}${message} (${rule})\n`,
      )
    }
    if (problems.length === 0) streams.write('Nothing was found.\n')
  }
  return problems.some(({ severity }) => severity === 'error') ? 1 : 0
}

await runSetUpCommand({ usage, takes: (files) => files > 0, run })
