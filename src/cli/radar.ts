import { factsOf } from '../core/problems/radar-across'
import { worseFirst, type RadarFinding } from '../core/problems/finding'
import type { RadarProject } from '../core/problems/radar-project'
import { ruleWords } from '../core/problems/rule-words'
import { findingsAcross, findingsByRule } from '../core/problems/radar'
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
  const projects: RadarProject[] = []
  for (const file of await findFiles(files, '.json')) {
    projects.push(radarProjectOf(file, await readSetUp(file), now))
  }
  const found: RadarFinding[] = [
    ...projects.flatMap((project) => [...findingsByRule(project)].flat()),
    ...findingsAcross(projects.map(factsOf)),
  ]
  const ranked = new Map(projects.map(({ summary }) => [summary.id, summary]))
  const findings = found.toSorted(worseFirst(ranked))
  if (json) {
    writeJson(streams, {
      findings: findings.map(({ rule, severity, projectId, name, field, message }) => ({
        file: projectId,
        rule,
        severity,
        name,
        ...(field === undefined ? {} : { field }),
        message,
        why: ruleWords[rule].why,
      })),
    })
  } else {
    for (const { projectId, severity, rule, name, message } of findings) {
      streams.write(
        line`${projectId}: ${severity}: ${name === '' ? '' : `${name}: `}${message} (${rule})\n`,
      )
    }
    if (findings.length === 0) streams.write('Nothing was found.\n')
  }
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0
}

await runSetUpCommand({ usage, takes: (files) => files > 0, run })
