import { numberText } from '../../../core/model/format'
import type { Guards } from '../../../core/model/guards'
import type { Settings } from '../../../core/ipc/app-state'
import { counted } from './counted'
import type { StoredWorkspace } from '../../../core/model/project'
import { isOwnComputer } from '../../../core/links/project-host'
import { diagnosticLine } from './log-line'

/** A name and what stands beside it. */
type Pair = readonly [name: string, value: string]

/** What the app has in its folder, by the name that it gave it. */
export interface FolderPart {
  readonly name: string
  readonly files: number
  readonly bytes: number
}

/** What a report is made of. Nothing of it but settings and log lines is more than a count or a version. */
export interface DiagnosticFacts {
  /** ISO 8601. */
  readonly madeAt: string
  readonly versions: readonly Pair[]
  readonly system: readonly Pair[]
  readonly secretStore: 'keychain' | 'memory'
  readonly settings: Settings
  readonly workspaces: readonly Pick<StoredWorkspace, 'kind' | 'apiAddress' | 'projects'>[]
  readonly guards: Guards
  /** Number of changes of each project with a draft. */
  readonly draftCounts: Readonly<Record<string, number>>
  /** How many problems are shown in the window. */
  readonly notices: number
  readonly folder: readonly FolderPart[]
  /** The last lines of the log, as it has them, the oldest first. */
  readonly log: readonly string[]
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

function addressKind({ kind, apiAddress }: Pick<StoredWorkspace, 'kind' | 'apiAddress'>): string {
  if (kind === 'demo') return 'demo'
  if (isOwnComputer(apiAddress)) return 'on this computer'
  return /^https:\/\/[a-z0-9.-]+\.ory\.(?:com|sh)$/.test(apiAddress) ? 'Ory' : 'another address'
}

/** How often each text stands in a list: `2 a, 1 b`. */
function tally(texts: readonly string[]): string {
  const kinds = [...new Set(texts)]
  const parts = kinds.map((kind) => `${texts.filter((text) => text === kind).length} ${kind}`)
  return parts.length === 0 ? 'none' : parts.join(', ')
}

/** Names of lists and columns are the app's own; an odd one is left out. */
const ownName = (name: string) => (/^[\w-]{1,60}$/.test(name) ? name : '…')

function settingsPairs({ theme, workOffline, lists, ...settings }: Settings): Pair[] {
  const shown = Object.entries(lists ?? {}).map(([name, { columns, sort }]): Pair => {
    const chosen = columns
      ? `columns ${columns.map(ownName).join(' ') || 'none'}`
      : 'its own columns'
    return [`list ${ownName(name)}`, sort ? `${chosen}, sorted by ${ownName(sort.by)}` : chosen]
  })
  return [
    ['theme', theme],
    ['works offline', workOffline ? 'yes' : 'no'],
    ['widths kept', String(Object.keys(settings.columns).length)],
    ['projects opened lately', String(settings.recentProjects?.length ?? 0)],
    ['undecided conflicts', String(Object.keys(settings.decisions ?? {}).length)],
    ...shown,
  ]
}

function countPairs({
  workspaces,
  guards,
  draftCounts,
  notices,
  secretStore,
}: DiagnosticFacts): Pair[] {
  const projects = workspaces.flatMap((workspace) => workspace.projects)
  const changes = Object.values(draftCounts)
  const locked =
    guards.kind === 'known'
      ? `${guards.locked.length} locked${guards.lost ? ', the file was damaged' : ''}`
      : 'the file cannot be read'
  return [
    ['keys are kept in', secretStore],
    ['workspaces', tally(workspaces.map(addressKind))],
    ['projects', tally(projects.map(({ environment }) => environment))],
    ['guards', locked],
    ['drafts', `${counted(changes.length, 'draft')} with ${counted(sum(changes), 'change')}`],
    ['problems shown', String(notices)],
  ]
}

const kibibytes = (bytes: number) => `${numberText(Math.ceil(bytes / 1024))} KiB`

function section(title: string, pairs: readonly Pair[]): string {
  const width = Math.max(0, ...pairs.map(([name]) => name.length))
  return [title, ...pairs.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join('\n')
}

/**
 * A report about the app for whoever looks into a problem: versions, system, settings, counts and the last
 * lines of the log. It has no key, secret, claim, e-mail address or label.
 *
 * @param withMessages with the messages of errors, which may name projects, organizations and servers
 */
export function diagnosticsText(facts: DiagnosticFacts, withMessages: boolean): string {
  const { madeAt, versions, system, settings, folder, log } = facts
  const files = folder.map(({ name, files, bytes }): Pair => [
    name,
    `${counted(files, 'file')}, ${kibibytes(bytes)}`,
  ])
  const lines = log.map((line) => diagnosticLine(line, withMessages))
  return `${[
    `Diagnostics of SSO Workbench, made ${madeAt}`,
    section('Versions', versions),
    section('System', system),
    section('Settings', settingsPairs(settings)),
    section('What there is', countPairs(facts)),
    section('Folder of the app', files),
    [`Log, the last ${counted(lines.length, 'line')}`, ...lines].join('\n'),
  ].join('\n\n')}\n`
}
