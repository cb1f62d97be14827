import { expect, test } from 'vitest'
import { demoIds } from '../../../../emulator'
import { startBench, value } from '../../../../support/services/main-services'

/** Services with what other windows hear of workspaces. */
async function setUp() {
  const heard: unknown[] = []
  const bench = await startBench(
    {},
    {
      tellOthers(name, payload) {
        if (name === 'workspaces.changed') heard.push(payload)
      },
    },
  )
  heard.length = 0
  return { ...bench, heard }
}

test('other windows hear of workspaces that are connected, listed anew and removed', async () => {
  const { workspaces, trash, emulator, heard } = await setUp()
  const { apiAddress } = emulator
  const apiKey = emulator.demoApiKeys[demoIds.globex] ?? ''
  const connected = value(await workspaces.connect({ apiKey, apiAddress }))
  expect(heard.splice(0)).toEqual([{ changed: connected, removed: [] }])
  emulator.edit((state) => {
    for (const project of state.projects) project.name = `${project.name}, renamed`
  })
  const listed = value(await workspaces.refresh(demoIds.northwind))
  expect(listed.projects.every(({ name }) => name.endsWith(', renamed'))).toBe(true)
  expect(heard.splice(0)).toEqual([{ changed: [listed], removed: [] }])
  value(await trash.removeWorkspace(demoIds.globex))
  expect(heard.splice(0)).toEqual([{ changed: [], removed: [demoIds.globex] }])
  const [item] = await trash.list()
  value(await trash.restore(item?.id ?? '', false))
  expect(heard).toMatchObject([{ changed: [{ id: demoIds.globex }], removed: [] }])
})

test('what fails is told to nobody', async () => {
  const { workspaces, emulator, heard } = await setUp()
  const { apiAddress } = emulator
  expect((await workspaces.connect({ apiKey: 'ory_wak_wrong', apiAddress })).ok).toBe(false)
  expect((await workspaces.disconnect('unknown')).ok).toBe(false)
  expect(heard).toEqual([])
})
