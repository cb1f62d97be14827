import { expect, it } from 'vitest'
import {
  diagnosticsText,
  type DiagnosticFacts,
} from '../../../../../src/main/log/diagnostics/diagnostics-text'
import { noGuards, type Guards } from '../../../../../src/core/model/guards'
import type { ProjectSummary } from '../../../../../src/core/model/project'

const project = (environment: 'production' | 'staging'): ProjectSummary => ({
  id: 'canary-project-id' as never,
  workspaceId: 'canary-workspace',
  name: 'Canary Project',
  slug: 'canary-slug',
  environment,
  state: 'running',
  hosts: ['canary.example'],
})

const facts: DiagnosticFacts = {
  madeAt: '2026-11-27T16:00:00.000Z',
  versions: [
    ['SSO Workbench', '0.1.0'],
    ['Electron', '45.5.0'],
  ],
  system: [['platform', 'linux x64']],
  secretStore: 'keychain',
  settings: {
    theme: 'dark',
    columns: { list: 300 },
    lists: {
      connections: { columns: ['domain', 'issuer'], sort: { by: 'label', descending: true } },
      'Canary list': { columns: ['Canary column'] },
      organizations: {},
    },
    lastProjectId: 'canary-last',
    recentProjects: ['canary-a', 'canary-b'],
    recentCommands: ['canary-command'],
    decisions: { 'canary-project': { x: { about: 'h', text: 'canary text' } } },
  },
  workspaces: [
    { kind: 'demo', apiAddress: 'http://127.0.0.1:1', projects: [] },
    { kind: 'ory', apiAddress: 'http://localhost:4000', projects: [] },
    {
      kind: 'ory',
      apiAddress: 'https://api.console.ory.com',
      projects: [project('production'), project('staging'), project('staging')],
    },
    { kind: 'ory', apiAddress: 'https://canary.example', projects: [] },
  ],
  guards: { ...noGuards, kind: 'known', locked: ['canary-locked'] },
  draftCounts: { 'canary-project': 3, other: 1 },
  notices: 1,
  folder: [{ name: 'drafts', files: 2, bytes: 1500 }],
  log: ['{"at":"2026-11-27T15:00:00.000Z","level":"error","message":"No keychain","why":"Canary"}'],
}

it('is versions, system, settings, counts and the log, in a text that is read at a glance', () => {
  expect(diagnosticsText(facts, false))
    .toBe(`Diagnostics of SSO Workbench, made 2026-11-27T16:00:00.000Z

Versions
  SSO Workbench  0.1.0
  Electron       45.5.0

System
  platform  linux x64

Settings
  theme                   dark
  works offline           no
  widths kept             1
  projects opened lately  2
  undecided conflicts     1
  list connections        columns domain issuer, sorted by label
  list …                  columns …
  list organizations      its own columns

What there is
  keys are kept in  keychain
  workspaces        1 demo, 1 on this computer, 1 Ory, 1 another address
  projects          1 production, 2 staging
  guards            1 locked
  drafts            2 drafts with 4 changes
  problems shown    1

Folder of the app
  drafts  2 files, 2 KiB

Log, the last 1 line
2026-11-27T15:00:00.000Z error No keychain
`)
})

it('holds no name, id, address or text of anybody', () => {
  expect(diagnosticsText(facts, false)).not.toMatch(/canary/i)
  expect(diagnosticsText(facts, true)).toContain('Canary')
})

it('says where guards were lost, or cannot be read', () => {
  const lost: Guards = { ...noGuards, kind: 'known', lost: { unlocked: [] } }
  expect(diagnosticsText({ ...facts, guards: lost }, false)).toContain(
    '0 locked, the file was damaged',
  )
  const unreadable = { kind: 'unreadable', why: 'canary' } as const
  const text = diagnosticsText({ ...facts, guards: unreadable, workspaces: [] }, false)
  expect(text).toContain('the file cannot be read')
  expect(text).toMatch(/workspaces +none/)
})
