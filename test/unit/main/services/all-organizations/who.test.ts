import type { ProjectId } from '../../../../../src/core/model/project-id'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { type AppFiles } from '../../../../../src/main/files/app-files'
import { createWhoService } from '../../../../../src/main/services/all-organizations/who'
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

let files: AppFiles
beforeEach(async () => {
  ;({ files } = await temporaryFiles())
})

function project(id: string, domain: string): Snapshot {
  const snapshot = snapshotOf({
    organizations: [organizationEntry('o', domain)],
    oidc: [connection('c', { organization_id: 'o' })],
  })
  return { ...snapshot, summary: { ...snapshot.summary, id: id as never, name: `Project ${id}` } }
}

it('holds no way that it was told to forget while it read the project', async () => {
  const before = project('a', 'a.example')
  value(await files.snapshots.write(before))
  const reads: (() => void)[] = []
  const snapshots = {
    ...files.snapshots,
    async read(projectId: ProjectId) {
      const read = await files.snapshots.read(projectId)
      await new Promise<void>((resolve) => reads.push(resolve))
      return read
    },
  }
  const who = createWhoService({
    files: { ...files, snapshots },
    workspaces: { list: () => Promise.resolve([workspaceOf([before])]) },
  })
  const find = () => who.find({ texts: ['b.example'], offset: 0, limit: 1 })
  const outdated = find()
  await vi.waitFor(() => expect(reads).toHaveLength(1))
  value(await files.snapshots.write(project('a', 'b.example')))
  who.forget('a' as never)
  reads[0]?.()
  await outdated
  const now = find()
  await vi.waitFor(() => expect(reads).toHaveLength(2))
  reads[1]?.()
  expect(value(await now).rows[0]?.way.kind).toBe('single')
})

it('answers for each address and each project that was read, page by page', async () => {
  const read = [project('a', 'a.example'), project('b', 'b.example')]
  for (const snapshot of read) value(await files.snapshots.write(snapshot))
  const workspace = workspaceOf([...read, project('never', 'x.example')])
  const who = createWhoService({ files, workspaces: { list: () => Promise.resolve([workspace]) } })
  const texts = ['ada@a.example', 'b.example']
  const all = value(await who.find({ texts, offset: 0, limit: 500 }))
  expect(all.rows.map(({ text, projectId, way }) => [text, projectId, way.kind])).toEqual([
    ['ada@a.example', 'a', 'single'],
    ['ada@a.example', 'b', 'no-organization'],
    ['b.example', 'a', 'no-organization'],
    ['b.example', 'b', 'single'],
  ])
  expect(all).toMatchObject({ total: 4, unread: ['never'] })
  // What is not on this computer may have the domain.
  value(await files.snapshots.write({ ...project('never', 'x.example'), incomplete: true }))
  who.forget('never' as never)
  const still = value(await who.find({ texts, offset: 0, limit: 500 }))
  expect(still).toMatchObject({ total: 4, unread: ['never'] })
  const part = value(await who.find({ texts, offset: 1, limit: 2 }))
  expect(part.rows).toEqual(all.rows.slice(1, 3))

  const keepState = async (states: States) =>
    value(await files.snapshots.write(withStates(read[0]!, states)))
  const inProjectA = async () => {
    who.forget('a' as never)
    return value(await who.find({ texts: ['a.example'], offset: 0, limit: 1 })).rows[0]?.way
  }
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
  who.forget('a' as never)
  const again = value(await who.find({ texts: ['b.example'], offset: 0, limit: 500 }))
  expect(again.rows.map(({ way }) => way.kind)).toEqual(['single', 'single'])
})

it('names where addresses are taken first, then those that nobody takes, page by page', async () => {
  const read = [project('a', 'a.example'), project('b', 'a.example')]
  for (const snapshot of read) value(await files.snapshots.write(snapshot))
  const workspace = workspaceOf([...read, project('never', 'x.example')])
  const who = createWhoService({ files, workspaces: { list: () => Promise.resolve([workspace]) } })
  const texts = ['x@sub.a.example', 'ada@a.example', 'bob@z.example']
  const all = value(await who.addresses({ texts, offset: 0, limit: 500 }))
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
    [0, 1, 2, 3].map((offset) => who.addresses({ texts, offset, limit: 1 })),
  )
  expect(parts.flatMap((part) => value(part).rows)).toEqual(all.rows)
  expect(await who.lines(texts)).toEqual(all.rows)

  // What is known of a project has changed: what was found before does not stand.
  value(await files.snapshots.write(project('b', 'z.example')))
  who.forget('b' as never)
  const again = value(await who.addresses({ texts, offset: 0, limit: 500 }))
  expect(again.rows.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'hit ada@a.example',
    'hit bob@z.example',
    'miss x@sub.a.example',
  ])
})
