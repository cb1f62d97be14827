import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { effectScope } from 'vue'
import type { AppState } from '../../../../../../src/core/ipc/app-state'
import { appError } from '../../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../../src/core/errors/result'
import { useElsewhere } from '../../../../../../src/renderer/features/mappers/editor/use-mapper-editor'
import { useAppStore } from '../../../../../../src/renderer/stores/app'
import { setBridge } from '../../../../../support/page/bridge'
import { inProject, showProject } from '../../../../../support/page/project'
import { connection, snapshotOf } from '../../../../../support/states/snapshots'

const id = 'a'.repeat(128)
let asked: { name: string; input: any }[] = []
let used: unknown

beforeEach(() => {
  asked = []
  used = success({ id, uses: 5, projects: 2 })
  setBridge({
    request: (name: string, input: any) => {
      asked.push({ name, input })
      if (name === 'all-mappers.used') return Promise.resolve(used)
      if (name !== 'all-mappers.read') return Promise.resolve(success({}))
      const row = { id, title: 'Groups' }
      return Promise.resolve(success({ row, text: '{ former: 1 }' }))
    },
  })
})

/** @param projects how many the app has */
async function start(projects: number) {
  setActivePinia(createPinia())
  useAppStore().state = {
    workspaces: [
      { id: 'w', projects: Array.from({ length: projects }, (_item, at) => ({ id: `${at}` })) },
    ],
    settings: {},
  } as unknown as AppState
  showProject(snapshotOf({ oidc: [connection('a')] }))
  const scope = effectScope()
  const flushed: string[] = []
  const elsewhere = inProject(
    () =>
      useElsewhere({
        connectionKey: 'oidc:a',
        text: () => '{ edited: 1 }',
        flush: () => void flushed.push('flushed'),
      }),
    scope,
  )
  await flushPromises()
  return { elsewhere, scope, flushed }
}
const names = () => asked.map(({ name }) => name).filter((name) => name.startsWith('all-mappers.'))

it('says where else the text is used, where there is another project', async () => {
  const { elsewhere, scope } = await start(2)
  expect(asked.find(({ name }) => name === 'all-mappers.used')?.input).toMatchObject({
    connectionKey: 'oidc:a',
  })
  expect(elsewhere.places.value).toEqual({ id, uses: 5, projects: 2 })
  scope.stop()

  asked = []
  const alone = await start(1)
  expect(names()).toEqual([])
  expect(alone.elsewhere.places.value).toBeUndefined()
  alone.scope.stop()
})

it('says nothing of a text that this project alone has', async () => {
  used = success({ id, uses: 5, projects: 1 })
  const { elsewhere, scope } = await start(2)
  expect(elsewhere.places.value).toBeUndefined()
  scope.stop()
})

it('asks again before the edited text is put anywhere, and has the one that others have', async () => {
  const { elsewhere, scope, flushed } = await start(2)
  await elsewhere.begin()
  expect(flushed).toEqual(['flushed'])
  expect(names()).toEqual(['all-mappers.used', 'all-mappers.used', 'all-mappers.read'])
  expect(elsewhere.edited.value).toEqual({
    id,
    before: '{ former: 1 }',
    name: 'Groups',
    text: '{ edited: 1 }',
  })
  elsewhere.end()
  expect(elsewhere.edited.value).toBeUndefined()
  scope.stop()
})

it('says why it could not be asked, and can be asked again', async () => {
  const { elsewhere, scope } = await start(2)
  used = failure(appError('bug', 'The thread has ended'))
  await elsewhere.begin()
  expect(elsewhere.error.value?.message).toBe('The thread has ended')
  expect([elsewhere.edited.value, elsewhere.asking.value]).toEqual([undefined, false])
  used = success({ id, uses: 5, projects: 2 })
  await elsewhere.begin()
  expect(elsewhere.error.value).toBeUndefined()
  expect(elsewhere.edited.value?.id).toBe(id)
  scope.stop()
})
