import { beforeEach, expect, it } from 'vitest'
import type { Workspace } from '../../../../../src/core/model/project'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { type AppFiles } from '../../../../../src/main/files/app-files'
import { createAllOrganizations } from '../../../../../src/main/services/all-organizations/all-organizations'
import { estateInPlace } from '../../../../support/services/estate-in-place'
import { value } from '../../../../support/services/main-services'
import { organizationEntry } from '../../../../support/states/radar'
import { workspaceOf } from '../../../../support/services/radar-service'
import {
  connection,
  snapshotOf,
  withStates,
  type States,
} from '../../../../support/states/snapshots'
import { temporaryFiles } from '../../../../support/services/temporary'

let folder: string
let files: AppFiles
beforeEach(async () => {
  ;({ folder, files } = await temporaryFiles())
})

function project(id: string, domain: string): Snapshot {
  const snapshot = snapshotOf({
    organizations: [organizationEntry('o', domain)],
    oidc: [connection('c', { organization_id: 'o' })],
  })
  return { ...snapshot, summary: { ...snapshot.summary, id: id as never, name: `Project ${id}` } }
}

function over(workspace: Workspace) {
  const { addresses } = createAllOrganizations({
    workspaces: { list: () => Promise.resolve([workspace]) },
    problems: { lookIfStale: () => Promise.resolve() },
    clipboard: { write: () => Promise.resolve() },
    estate: estateInPlace({ folder, files }),
    now: () => new Date('2026-11-25T12:00:00.000Z'),
  })
  const find = async (texts: string[], more: { offset?: number; limit?: number } = {}) => {
    const { rows, ...rest } = value(
      await addresses({ texts, everywhere: true, offset: 0, limit: 500, ...more }),
    )
    return { ...rest, rows: rows.filter((row) => row.kind === 'hit') }
  }
  return { addresses, find }
}

it('answers for each address and each project that was read, page by page', async () => {
  const read = [project('a', 'a.example'), project('b', 'b.example')]
  for (const snapshot of read) value(await files.snapshots.write(snapshot))
  const workspace = workspaceOf([...read, project('never', 'x.example')])
  const { find } = over(workspace)
  const texts = ['ada@a.example', 'b.example']
  const all = await find(texts)
  expect(all.rows.map(({ text, projectId, way }) => [text, projectId, way.kind])).toEqual([
    ['ada@a.example', 'a', 'single'],
    ['ada@a.example', 'b', 'no-organization'],
    ['b.example', 'a', 'no-organization'],
    ['b.example', 'b', 'single'],
  ])
  expect(all).toMatchObject({ total: 4, unread: ['never'] })
  // What is not on this computer may have the domain.
  value(await files.snapshots.write({ ...project('never', 'x.example'), incomplete: true }))
  const still = await find(texts)
  expect(still).toMatchObject({ total: 4, unread: ['never'] })
  const part = await find(texts, { offset: 1, limit: 2 })
  expect(part.rows).toEqual(all.rows.slice(1, 3))

  const keepState = async (states: States) =>
    value(await files.snapshots.write(withStates(read[0]!, states)))
  const inProjectA = async () => (await find(['a.example'], { limit: 1 })).rows[0]?.way
  await keepState({ 'oidc:c': 'disabled' })
  const off = await inProjectA()
  expect(off).toMatchObject({
    kind: 'none',
    isLockOut: true,
    connections: [{ because: 'disabled' }],
  })
  await keepState({})
  expect(await inProjectA()).toMatchObject({ kind: 'single', isLockOut: false })

  value(await files.snapshots.write(project('a', 'b.example')))
  const again = await find(['b.example'])
  expect(again.rows.map(({ way }) => way.kind)).toEqual(['single', 'single'])
})

it('names where addresses are taken first, then those that nobody takes, page by page', async () => {
  const read = [project('a', 'a.example'), project('b', 'a.example')]
  for (const snapshot of read) value(await files.snapshots.write(snapshot))
  const workspace = workspaceOf([...read, project('never', 'x.example')])
  const { addresses } = over(workspace)
  const texts = ['x@sub.a.example', 'ada@a.example', 'bob@z.example']
  const all = value(await addresses({ texts, offset: 0, limit: 500 }))
  expect(all).toMatchObject({
    total: 4,
    hits: 2,
    unread: ['never'],
    rows: [
      { kind: 'hit', text: 'ada@a.example', projectId: 'a', way: { kind: 'single' } },
      { kind: 'hit', text: 'ada@a.example', projectId: 'b' },
      {
        kind: 'miss',
        text: 'x@sub.a.example',
        domain: 'sub.a.example',
        likely: { projectId: 'a', way: { likely: { key: 'o' } } },
      },
      { kind: 'miss', text: 'bob@z.example', domain: 'z.example' },
    ],
  })
  const parts = await Promise.all(
    [0, 1, 2, 3].map((offset) => addresses({ texts, offset, limit: 1 })),
  )
  expect(parts.flatMap((part) => value(part).rows)).toEqual(all.rows)

  // What is known of a project has changed: what was found before does not stand.
  value(await files.snapshots.write(project('b', 'z.example')))
  const again = value(await addresses({ texts, offset: 0, limit: 500 }))
  expect(again.rows.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'hit ada@a.example',
    'hit bob@z.example',
    'miss x@sub.a.example',
  ])
})
