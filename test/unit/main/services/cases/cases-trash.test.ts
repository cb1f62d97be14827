import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import { demoIds } from '../../../../emulator'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import { workingCases } from '../../../../../src/main/files/cases/case-folders'
import { createTrashService } from '../../../../../src/main/services/trash/trash'
import { caseNamed, hashOf, serverText, setMapper } from '../../../../support/mapping/cases'
import { draftOf, startBench, value, type Bench } from '../../../../support/services/main-services'
import { projectFileName } from '../../../../../src/core/model/project-id'

const projectId = demoIds.northwindStaging
const key = 'oidc:meadowlark-okta'
const day = 24 * 60 * 60 * 1000

/** The trash so many days after the bench's own time. */
function later(bench: Bench, days: number) {
  return bench.named(
    createTrashService({
      ...bench,
      now: () => new Date(Date.parse('2026-11-25T12:00:00Z') + days * day),
      newId: () => '00000000-0000-4000-8000-000000000001',
    }),
  )
}

const workingFolders = (bench: Bench) =>
  readdir(join(bench.folder, 'cases', 'working', projectFileName(bench.id(projectId)))).catch(
    () => [],
  )
const saveCase = async (bench: Bench, connectionKey: string) =>
  value(
    await bench.cases.save({
      projectId,
      connectionKey,
      text: '{ n: 1 }',
      case: caseNamed(connectionKey),
    }),
  )

test('with a project go the cases of mappers that were in work there', async () => {
  const bench = await startBench()
  const { snapshot } = await draftOf(bench, projectId, [])
  const text = await serverText(bench, projectId, key)
  value(
    await bench.cases.save({ projectId, connectionKey: key, text, case: caseNamed('Published') }),
  )
  await draftOf(bench, projectId, [setMapper(key, '{ n: 1 }')])
  await saveCase(bench, key)
  value(await bench.trash.removeWorkspace(snapshot.summary.workspaceId))
  await later(bench, 29.9).sweep()
  expect(await workingFolders(bench)).toHaveLength(1)
  await later(bench, 30).sweep()
  expect(await readdir(join(bench.folder, 'cases', 'working'))).toEqual([])
  // Those of a text that was published are no project's own.
  expect(await readdir(join(bench.folder, 'cases', hashOf(text)))).toContain('published.case.json')
})

test('with a discarded draft go the cases of connections that only it knew', async () => {
  const bench = await startBench()
  const created = (made: string): Edit => ({
    kind: 'create-connection',
    key: made,
    protocol: 'oidc',
    fields: { id: made.slice(4), provider: 'google', mapper_url: toMapperUrl(`{ a: '${made}' }`) },
  })
  const undone = (made: string): Edit => ({
    kind: 'revert',
    target: { kind: 'connection', key: made },
  })
  const both = [created('new:both'), undone('new:both')]
  const made = [created('new:gone'), created('new:both'), setMapper(key, '{ n: 1 }')]
  await draftOf(bench, projectId, made)
  for (const each of ['new:gone', 'new:both', key]) await saveCase(bench, each)
  value(await bench.trash.discardDraft(projectId))
  // Another draft still has one of them, if only in its history.
  await draftOf(bench, projectId, both)
  value(await bench.trash.discardDraft(projectId))
  const [, first] = (await bench.trash.list()).toSorted(
    (left, right) => left.changes - right.changes,
  )
  expect(await workingFolders(bench)).toHaveLength(3)
  value(await bench.trash.delete(first?.id ?? ''))
  const folderOf = (each: string) => workingCases(projectId, each).split('/').at(-1)
  const kept = [folderOf('new:both'), folderOf(key)]
  expect(new Set(await workingFolders(bench))).toEqual(new Set(kept))
  const [second] = await bench.trash.list()
  value(await bench.trash.restore(second?.id ?? '', false))
  expect(await workingFolders(bench)).toHaveLength(2)
  value(await bench.trash.discardDraft(projectId))
  await later(bench, 31).sweep()
  expect(await workingFolders(bench)).toEqual([folderOf(key)])
})

test('a draft that cannot be read keeps the cases that it may still know', async () => {
  const bench = await startBench()
  await draftOf(bench, projectId, [
    {
      kind: 'create-connection',
      key: 'new:a',
      protocol: 'oidc',
      fields: { id: 'a', mapper_url: toMapperUrl('{ n: 1 }') },
    },
  ])
  await saveCase(bench, 'new:a')
  value(await bench.trash.discardDraft(projectId))
  const newer = failure(appError('draft.too-new', 'It is from a newer version'))
  bench.files.drafts.read = () => Promise.resolve(newer)
  await later(bench, 31).sweep()
  expect(await bench.trash.list()).toEqual([])
  expect(await workingFolders(bench)).toHaveLength(1)
})
