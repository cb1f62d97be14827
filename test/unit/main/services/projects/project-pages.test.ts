import { expect, test } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import { projectIdOf } from '../../../../../src/core/model/project-id'
import { createOpenProjectPage } from '../../../../../src/main/services/projects/project-pages'
import { snapshotOf } from '../../../../support/states/snapshots'

const snapshot = snapshotOf({})
const ory = 'https://api.console.ory.com'
const projectId = projectIdOf(ory, '11111111-2222-4333-8444-555555555555')

function start() {
  const opened: string[] = []
  const open = createOpenProjectPage({
    files: { snapshots: { read: () => Promise.resolve(success(snapshot)) } } as never,
    workspaces: {
      list: () =>
        Promise.resolve([
          { apiAddress: ory, projects: [{ ...snapshot.summary, id: projectId }] },
        ] as never),
    },
    openAddress: (address) => {
      opened.push(address)
      return Promise.resolve()
    },
  })
  return { opened, open }
}

test('the page of a known project is opened, at the host of its redirect URLs', async () => {
  const { opened, open } = start()
  expect(await open({ projectId, page: 'registration' })).toEqual(success({}))
  expect(await open({ projectId, page: 'console-activity' })).toEqual(success({}))
  expect(opened).toEqual([
    'https://login.customer.example/self-service/registration/browser',
    'https://console.ory.com/projects/11111111-2222-4333-8444-555555555555/activity',
  ])
})

test('nothing is opened for a project of no connected workspace', async () => {
  const { opened, open } = start()
  const other = projectIdOf(ory, '99999999-2222-4333-8444-555555555555')
  expect(await open({ projectId: other, page: 'sign-in' })).toMatchObject({
    error: { code: 'request.invalid' },
  })
  expect(opened).toEqual([])
})
