import { beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick } from 'vue'
import { success } from '../../../../../../../src/core/errors/result'
import { toMapperUrl } from '../../../../../../../src/core/model/mapper-text'
import { setBridge } from '../../../../../../support/page/bridge'
import { useMapperText } from '../../../../../../../src/renderer/features/mappers/editor/text/use-mapper-text'
import { connection, snapshotOf } from '../../../../../../support/states/snapshots'
import { inProject, showProject } from '../../../../../../support/page/project'

const shared = toMapperUrl('{ shared: 1 }')
const own = toMapperUrl('{ own: 1 }')

function start() {
  const urls = { a: shared, b: shared, c: own, d: shared }
  const oidc = Object.entries(urls).map(([id, mapper_url]) => connection(id, { mapper_url }))
  const snapshot = snapshotOf({ oidc })
  const project = showProject(snapshot)
  project.place.openMapper('oidc:a')
  const scope = effectScope()
  const mapper = inProject(useMapperText, scope)
  const texts = () => project.copy.connections.map(({ fields }) => fields['mapper_url'])
  const steps = () => project.draft.current?.past.map(({ label }) => label)
  return { project, mapper, scope, texts, steps }
}

async function type(mapper: ReturnType<typeof useMapperText>, text: string): Promise<void> {
  mapper.type(text)
  await vi.advanceTimersByTimeAsync(160)
}

beforeEach(() => {
  vi.useFakeTimers()
  setBridge({
    request: () => Promise.resolve(success({})),
  })
})

it('asks on the first edit of a shared text, which meanwhile is for this connection', async () => {
  const { mapper, scope, texts } = start()
  expect(mapper.undecided.value).toEqual([])
  await type(mapper, '{ new: 1 }')
  expect(mapper.undecided.value).toEqual(['oidc:b', 'oidc:d'])
  expect(texts()).toEqual([toMapperUrl('{ new: 1 }'), shared, own, shared])
  mapper.decide('one')
  await type(mapper, '{ new: 2 }')
  expect(mapper.undecided.value).toEqual([])
  expect(texts()).toEqual([toMapperUrl('{ new: 2 }'), shared, own, shared])
  scope.stop()
})

it('gives an edit to all that share the text, as one step of undo', async () => {
  const { project, mapper, scope, texts, steps } = start()
  await type(mapper, '{ new: 1 }')
  mapper.decide('all')
  await type(mapper, '{ new: 2 }')
  await type(mapper, '{ new: 3 }')
  const next = toMapperUrl('{ new: 3 }')
  expect(texts()).toEqual([next, next, own, next])
  expect(steps()).toHaveLength(1)
  project.draft.undo()
  await nextTick()
  expect(texts()).toEqual([shared, shared, own, shared])
  expect(mapper.state.value).toMatchObject({ text: '{ shared: 1 }' })
  scope.stop()
})

it('does not ask whoever chose before the first edit', async () => {
  const { mapper, scope, texts, steps } = start()
  mapper.decide('all')
  await type(mapper, '{ new: 1 }')
  expect(mapper.undecided.value).toEqual([])
  const next = toMapperUrl('{ new: 1 }')
  expect(texts()).toEqual([next, next, own, next])
  expect(steps()).toEqual(['Edited the mapper of 3 connections'])
  scope.stop()
})

it('forgets the question when the edit is undone', async () => {
  const { project, mapper, scope } = start()
  await type(mapper, '{ new: 1 }')
  project.draft.undo()
  await nextTick()
  expect(mapper.undecided.value).toEqual([])
  scope.stop()
})

it('puts a repaired text in place as a step of its own, after what was typed', async () => {
  const { project, mapper, scope, texts, steps } = start()
  mapper.decide('one')
  mapper.type('{ typed: 1 }')
  mapper.replace('{ repaired: 1 }', 'Repaired')
  await nextTick()
  expect(steps()).toEqual(['Edited the mapper of Label of a', 'Repaired the mapper of Label of a'])
  expect(mapper.state.value).toMatchObject({ text: '{ repaired: 1 }' })
  project.draft.undo()
  await nextTick()
  expect(texts()[0]).toBe(toMapperUrl('{ typed: 1 }'))
  expect(mapper.text.value).toBe('{ typed: 1 }')
  scope.stop()
})

it('gives a repair to all as the one step that it is', async () => {
  const { project, mapper, scope, texts, steps } = start()
  mapper.replace('{ repaired: 1 }', 'Repaired')
  await nextTick()
  expect(mapper.undecided.value).toHaveLength(2)
  mapper.decide('all')
  const next = toMapperUrl('{ repaired: 1 }')
  expect(texts()).toEqual([next, next, own, next])
  expect(steps()).toHaveLength(1)
  project.draft.undo()
  await nextTick()
  expect(texts()).toEqual([shared, shared, own, shared])
  mapper.replace('{ a: 1 }', 'Repaired')
  mapper.replace('{ b: 1 }', 'Formatted')
  expect(steps()).toHaveLength(2)
  scope.stop()
})

it('says in the history whom a step is for, also when that was decided later', async () => {
  const { mapper, scope, steps } = start()
  await type(mapper, '{ new: 1 }')
  expect(steps()).toEqual(['Edited the mapper of Label of a'])
  mapper.decide('all')
  expect(steps()).toEqual(['Edited the mapper of 3 connections'])
  await type(mapper, '{ new: 2 }')
  mapper.decide('one')
  await type(mapper, '{ new: 3 }')
  expect(steps()).toEqual(['Edited the mapper of 3 connections', 'Edited the mapper of Label of a'])
  scope.stop()
})

it('keeps the word of a repair that is given to all', async () => {
  const { mapper, scope, steps } = start()
  mapper.replace('{ repaired: 1 }', 'Repaired')
  await nextTick()
  mapper.decide('all')
  expect(steps()).toEqual(['Repaired the mapper of 3 connections'])
  scope.stop()
})
