import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import { readCurrent } from '../../../../../src/main/services/publish/read-current'
import { newOrganization, projectId } from '../../../../support/publishing/brightwater'
import { sessionDeps } from '../../../../support/publishing/publish-session'
import { draftOf, startBench, value, type Bench } from '../../../../support/services/main-services'
import { projectFileName } from '../../../../../src/core/model/project-id'

const onBench = (bench: Bench) => ({ ...sessionDeps(bench), workspaces: bench.workspaces })

test('reads the saved draft, the snapshot it was made on, and the project as it is now', async () => {
  const bench = await startBench()
  const { snapshot, draft } = await draftOf(bench, projectId, [newOrganization])
  bench.emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === projectId)
    if (project) project['name'] = 'Renamed meanwhile'
  })
  const current = value(await readCurrent(onBench(bench), projectId))
  expect(current.stored).toEqual(draft)
  expect(current.before).toEqual(snapshot)
  expect(current.snapshot.summary.name).toBe('Renamed meanwhile')
  expect(current.workspaceId).toBe(snapshot.summary.workspaceId)
  expect(current.access).toEqual(value(await bench.workspaces.access(current.workspaceId)))
})

test('without a snapshot on disk, or with a damaged one, the draft stands on the fresh one', async () => {
  const bench = await startBench()
  await draftOf(bench, projectId, [newOrganization])
  await bench.files.flush()
  await writeFile(
    join(bench.folder, 'snapshots', `${projectFileName(bench.id(projectId))}.json`),
    'noise',
  )
  const damaged = value(await readCurrent(onBench(bench), projectId))
  expect(damaged.before).toBe(damaged.snapshot)
  value(await bench.files.snapshots.delete(projectId))
  const absent = value(await readCurrent(onBench(bench), projectId))
  expect(absent.before).toBe(absent.snapshot)
})

test('nothing is read from the server where nothing was edited', async () => {
  const bench = await startBench()
  const result = await readCurrent(onBench(bench), projectId)
  expect(result).toMatchObject({ ok: false, error: { code: 'draft.not-found' } })
  expect(bench.emulator.requests()).toEqual([])
})

test('a project of no connected workspace is refused', async () => {
  const bench = await startBench()
  await draftOf(bench, projectId, [newOrganization])
  const workspaces = { ...bench.workspaces, findProject: () => Promise.resolve(undefined) }
  expect(await readCurrent({ ...onBench(bench), workspaces }, projectId)).toMatchObject({
    error: { code: 'request.invalid' },
  })
})

test('an error of the reading is the answer, and a wait before another attempt is told', async () => {
  const bench = await startBench()
  await draftOf(bench, projectId, [newOrganization])
  bench.emulator.fault({ operation: 'getProject', status: 429, times: 1 })
  const waits: string[] = []
  const onWait = (id: string) => waits.push(id)
  expect((await readCurrent({ ...onBench(bench), onWait }, projectId)).ok).toBe(true)
  expect(waits).toEqual([projectId])
  bench.emulator.fault({ operation: 'getProject', status: 403, times: 9 })
  expect((await readCurrent(onBench(bench), projectId)).ok).toBe(false)
})

test('a wait that nobody listens to is only a wait', async () => {
  const bench = await startBench()
  await draftOf(bench, projectId, [newOrganization])
  bench.emulator.fault({ operation: 'getProject', status: 429, times: 1 })
  const { onWait: _none, ...deps } = { onWait: undefined, ...onBench(bench) }
  expect((await readCurrent(deps, projectId)).ok).toBe(true)
})

test('a draft that cannot be read, or a workspace without its key, is the answer, and no server is asked', async () => {
  const bench = await startBench()
  await draftOf(bench, projectId, [newOrganization])
  bench.emulator.clearRequests()
  const corrupt = failure(appError('draft.corrupt', 'It cannot be read'))
  const drafts = { ...bench.files.drafts, read: () => Promise.resolve(corrupt) }
  const files = { ...bench.files, drafts }
  expect(await readCurrent({ ...onBench(bench), files }, projectId)).toBe(corrupt)
  const locked = failure(appError('secret.unavailable', 'The keychain is locked'))
  const workspaces = { ...bench.workspaces, access: () => Promise.resolve(locked) }
  expect(await readCurrent({ ...onBench(bench), workspaces }, projectId)).toBe(locked)
  expect(bench.emulator.requests()).toEqual([])
})
