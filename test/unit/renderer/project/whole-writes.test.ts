import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { AppState } from '../../../../src/core/ipc/app-state'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { setBridge } from '../../../support/page/bridge'
import { useAppStore } from '../../../../src/renderer/stores/app'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { openProject, shownProject } from '../../../support/page/project'

const plain = snapshotOf({ oidc: [connection('a')] })
const projectId = plain.summary.id
const told: Snapshot = {
  ...snapshotOf({ oidc: [connection('a')], revisionId: 'revision-2' }),
  wholeWrites: [{ sign: 'unseen', since: plain.readAt, until: plain.readAt, connections: [] }],
}
let noted: () => unknown
let read: Snapshot

beforeEach(() => {
  noted = () => success({})
  read = plain
  setBridge({
    request: (name: string) => {
      if (name === 'project.open') return Promise.resolve(success({ snapshot: plain }))
      if (name === 'project.read') return Promise.resolve(success(read))
      if (name === 'project.note-whole-writes') return Promise.resolve(noted())
      return Promise.resolve(success({}))
    },
  })
  const settings = { theme: 'system', columns: {} }
  useAppStore().state = { settings, workspaces: [], notices: [] } as unknown as AppState
})

it('what was told goes when it is noted, and stays where that could not be written', async () => {
  read = told
  await openProject(projectId)
  await flushPromises()
  noted = () => failure(appError('draft.write-failed', 'ENOSPC: no space left'))
  expect(await shownProject().noteWholeWrites()).toMatchObject({ ok: false })
  expect(shownProject().snapshot?.wholeWrites).toHaveLength(1)
  noted = () => success({})
  expect(await shownProject().noteWholeWrites()).toMatchObject({ ok: true })
  expect(shownProject().snapshot?.wholeWrites).toBeUndefined()
  expect(shownProject().snapshot?.revisionId).toBe('revision-2')
})
