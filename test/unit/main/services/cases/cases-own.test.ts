import { expect, test } from 'vitest'
import { demoIds } from '../../../../emulator'
import { workingCases } from '../../../../../src/main/files/cases/case-folders'
import { caseNamed } from '../../../../support/mapping/cases'
import { draftOf, startBench, value, type Bench } from '../../../../support/services/main-services'

const projectId = demoIds.northwindStaging
const own = { connectionKey: 'own:scim' }

async function start() {
  const bench = await startBench()
  await draftOf(bench, projectId, [])
  return bench
}
const namesOf = async (bench: Bench, text: string, connectionKey = own.connectionKey) => {
  const { cases } = value(await bench.cases.list({ projectId, connectionKey, text }))
  return cases.map((each) => ('case' in each ? each.case.name : each.id))
}

test('the mapper that nothing has is kept for each that a mapper can be given', async () => {
  const bench = await start()
  const read = async (given: 'claims' | 'scim') =>
    value(await bench.cases.readOwn({ projectId, given }))
  expect(await read('scim')).toEqual({})
  value(await bench.cases.keepOwn({ projectId, given: 'scim', text: '{ a: 1 }' }))
  value(await bench.cases.keepOwn({ projectId, given: 'scim', text: '{ a: 2 }' }))
  expect(await read('scim')).toEqual({ text: '{ a: 2 }' })
  expect(await read('claims')).toEqual({})
})

test('its cases stay with it whatever its text becomes, and are nobody else’s', async () => {
  const bench = await start()
  const text = '{ n: 1 }'
  value(await bench.cases.save({ projectId, ...own, text, case: caseNamed('One') }))
  expect(await namesOf(bench, '{ n: 2 }')).toEqual(['One'])
  expect(await namesOf(bench, text, 'own:claims')).toEqual([])
  // The text has no folder of its own, in which every project would see them.
  expect(await bench.caseFiles.hashes()).toEqual(new Set())
  expect(await bench.caseFiles.has(workingCases(bench.id(projectId), own.connectionKey))).toBe(true)
})

test('what is read again and published leaves its cases where they are', async () => {
  const bench = await start()
  value(await bench.cases.keepOwn({ projectId, given: 'scim', text: '{ n: 1 }' }))
  value(await bench.cases.save({ projectId, ...own, text: '{ n: 1 }', case: caseNamed('One') }))
  const { mappers } = value(await bench.cases.checkDraft(projectId))
  expect(mappers).toEqual([])
  value(await bench.projects.read(projectId, {}))
  expect(await namesOf(bench, '{ n: 1 }')).toEqual(['One'])
})
