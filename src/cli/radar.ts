import { usedCertificates } from '../core/saml/certificate-fate'
import { readMetadata } from '../core/saml/metadata'
import { lintMapper } from '../core/mapper/lint/lint'
import { textMember } from '../core/model/json-value'
import type { SetUpConnection } from '../core/model/set-up'
import { factsOf } from '../core/radar/across'
import { worseFirst, type RadarFinding } from '../core/radar/finding'
import type { MapperRemarks, RadarProject } from '../core/radar/project'
import { ruleWords } from '../core/radar/rule-words'
import { findingsAcross, findingsByRule } from '../core/radar/radar'
import { inlineText } from '../core/set-up-file/inline-text'
import { findFiles } from './files'
import { readSetUp } from './set-up-file'
import { runSetUpCommand } from './set-up-command'
import { streams, writeJson } from './streams'

const usage = `Usage: npm run --silent radar -- FILES [--json]

Looks for what is wrong in exported set-ups, each and between them, by the rules of the radar that need
nothing but the file. Exit 1 where somebody cannot sign in, or the wrong people can.
`

function remarksOf({ protocol, fields }: SetUpConnection): MapperRemarks | undefined {
  const text = inlineText(textMember(fields, 'mapper_url') ?? '')
  if (text === undefined) return undefined
  const provider = protocol === 'saml' ? 'saml' : (textMember(fields, 'provider') ?? '')
  const found = lintMapper(text, { provider })
  const [first] = (['error', 'warning', 'info'] as const).flatMap((severity) =>
    found.filter((finding) => finding.severity === severity),
  )
  if (!first) return undefined
  return { severity: first.severity, count: found.length, first: first.message }
}

function certificateEnds({ fields }: SetUpConnection): readonly string[] | undefined {
  const text = inlineText(textMember(fields, 'raw_idp_metadata_xml') ?? '')
  const reading = text === undefined ? undefined : readMetadata(text)
  if (!reading?.ok) return undefined
  return usedCertificates(reading.metadata.certificates).map(({ notAfter }) => notAfter)
}

/** What is known of each connection, by its key. */
function byKey<Value>(
  connections: readonly SetUpConnection[],
  know: (connection: SetUpConnection) => Value | undefined,
): ReadonlyMap<string, Value> {
  return new Map(
    connections.flatMap((connection) => {
      const known = know(connection)
      return known === undefined ? [] : [[connection.key, known] as const]
    }),
  )
}

/** A file as the radar looks at a project, which is named by the file. */
async function projectOf(file: string, now: string): Promise<RadarProject> {
  const setUp = await readSetUp(file)
  const { name, slug, environment, hosts } = setUp.project
  return {
    summary: {
      id: file,
      workspaceId: '',
      name,
      slug,
      environment,
      state: 'running',
      hosts: [...hosts],
    },
    setUp,
    now,
    revisionId: '',
    readAt: now,
    certificateEnds: byKey(setUp.connections, certificateEnds),
    remarks: byKey(setUp.connections, remarksOf),
    failingCases: new Map(),
    wholeWrites: [],
  }
}

/** `radar FILES`: 1 if a finding is an error. */
async function run(files: readonly string[], { json }: { json: boolean }): Promise<number> {
  const now = new Date().toISOString()
  const projects: RadarProject[] = []
  for (const file of await findFiles(files, '.json')) projects.push(await projectOf(file, now))
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
        `${projectId}: ${severity}: ${name === '' ? '' : `${name}: `}${message} (${rule})\n`,
      )
    }
    if (findings.length === 0) streams.write('Nothing was found.\n')
  }
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0
}

await runSetUpCommand({ usage, takes: (files) => files > 0, run })
