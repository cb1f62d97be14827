import { expect, test } from 'vitest'
import { freeColour, workspaceColours } from '../../../../../src/core/model/project'
import { demoIds } from '../../../../emulator'
import { startBench, value } from '../../../../support/services/main-services'

const workspaceId = demoIds.northwind
const own = {
  name: 'Big customer',
  nameAtOry: 'Northwind',
  ownName: 'Big customer',
  colour: 'pink',
}

test('a workspace keeps its own name and colour whatever its server says, and gives them back', async () => {
  const bench = await startBench()
  const { apiKey, workspaces, emulator } = bench
  const { apiAddress } = emulator
  expect(value(await workspaces.refresh(workspaceId))).toMatchObject({ name: 'Northwind' })
  const named = { workspaceId, name: '  Big customer ', colour: 'pink' } as const
  expect(value(await workspaces.change(named))).toMatchObject(own)
  for (const again of [
    await workspaces.refresh(workspaceId),
    await workspaces.replaceKey({ workspaceId, apiKey }),
  ]) {
    expect(value(again)).toMatchObject(own)
  }
  const [connected] = value(await workspaces.connect({ apiKey, apiAddress }))
  expect(connected).toMatchObject(own)
  const [stored] = value(await bench.files.workspaces.read()) ?? []
  expect(stored).toMatchObject({ name: 'Northwind', ownName: 'Big customer', colour: 'pink' })

  value(await bench.trash.removeWorkspace(workspaceId))
  const [item] = await bench.trash.list()
  value(await bench.trash.restore(item?.id ?? '', false))
  expect((await workspaces.list())[0]).toMatchObject(own)

  for (const name of ['', 'Northwind']) {
    value(await workspaces.change(named))
    const back = value(await workspaces.change({ workspaceId, name }))
    expect(back).toMatchObject({ name: 'Northwind', colour: 'pink' })
    expect(back).not.toHaveProperty('ownName')
    expect(back).not.toHaveProperty('nameAtOry')
  }
  expect(await workspaces.change({ workspaceId: 'nowhere', name: 'x' })).toMatchObject({
    ok: false,
  })
})

test('each workspace gets a colour of its own, as long as there is one', async () => {
  const bench = await startBench()
  const demo = value(await bench.workspaces.openDemo())
  const colours = demo.map(({ colour }) => colour)
  expect(new Set(colours).size).toBe(colours.length)
  expect(freeColour(workspaceColours)).toBe(workspaceColours[0])
  expect(freeColour(workspaceColours.slice(1))).toBe(workspaceColours[0])
})

test('a key that the server refuses is trouble of its workspace until it is replaced', async () => {
  const bench = await startBench()
  const { workspaces, emulator, apiKey } = bench
  const trouble = async () => (await workspaces.list())[0]?.keyTrouble
  expect(await trouble()).toBeUndefined()
  emulator.fault({ path: /./, times: 100, status: 401 })
  await bench.projects.read(demoIds.northwindStaging, {})
  expect(await trouble()).toBe('refused')
  emulator.clearFaults()
  value(await workspaces.replaceKey({ workspaceId, apiKey }))
  expect(await trouble()).toBeUndefined()
})
