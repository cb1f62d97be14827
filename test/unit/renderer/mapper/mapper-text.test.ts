import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick } from 'vue'
import { emptyDraft } from '../../../../src/core/editing/draft'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { Bridge } from '../../../../src/core/ipc/contract'
import { toMapperUrl } from '../../../../src/core/mapper/text'
import { setBridge } from '../../../../src/renderer/bridge/request'
import { useMapperText } from '../../../../src/renderer/features/mapper/use-mapper-text'
import { useCatalogStore } from '../../../../src/renderer/stores/catalog'
import { useDraftStore } from '../../../../src/renderer/stores/draft'
import { useUiStore } from '../../../../src/renderer/stores/ui'
import { connection, snapshotOf } from '../../../support/snapshots'

let answer: unknown = success({})

function start(mapperUrl: string) {
  setActivePinia(createPinia())
  const catalog = useCatalogStore()
  const drafts = useDraftStore()
  const oidc = [
    connection('a', { mapper_url: mapperUrl }),
    connection('b', { mapper_url: mapperUrl }),
  ]
  const snapshot = snapshotOf({ oidc })
  catalog.projectId = snapshot.summary.id
  catalog.setSnapshot(snapshot)
  drafts.draft = emptyDraft(snapshot.summary.id, snapshot.revisionId)
  useUiStore().openMapper('oidc:a')
  const scope = effectScope()
  const mapper = scope.run(() => useMapperText())
  if (!mapper) throw new Error('The scope ended')
  const url = () => drafts.copy.connections[0]?.fields['mapper_url']
  return { drafts, mapper, scope, url }
}

beforeEach(() => {
  vi.useFakeTimers()
  setBridge({
    request: (name: string) => Promise.resolve(name === 'mapper.read' ? answer : success({})),
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge)
})
afterEach(() => {
  vi.useRealTimers()
  setBridge(undefined)
})

it('reads inline text, and edits it as one step', async () => {
  const { drafts, mapper, scope, url } = start(toMapperUrl('{ ä: 1 }'))
  expect(mapper.state.value).toMatchObject({ kind: 'ready', text: '{ ä: 1 }' })
  expect(mapper.users.value).toBe(2)
  mapper.type('{}')
  await vi.advanceTimersByTimeAsync(160)
  mapper.type('{ b: 1 }')
  mapper.flush()
  expect(url()).toBe(toMapperUrl('{ b: 1 }'))
  expect(drafts.draft?.past).toHaveLength(1)
  // Its own edit is no reason to put the text in place again.
  await nextTick()
  expect(mapper.state.value).toMatchObject({ version: 1 })
  drafts.undo()
  await nextTick()
  expect(mapper.state.value).toMatchObject({ text: '{ ä: 1 }', version: 2 })
  scope.stop()
})

it('puts what was typed last into the draft when it goes away', () => {
  const { mapper, scope, url } = start(toMapperUrl('{}'))
  mapper.type('{ last: 1 }')
  scope.stop()
  expect(url()).toBe(toMapperUrl('{ last: 1 }'))
})

it('reads stored text by a request, tells when that fails, and tries again', async () => {
  answer = failure(appError('mapper.hash-mismatch', 'No'))
  const { mapper, scope } = start('https://storage.example/x.jsonnet')
  expect(mapper.state.value.kind).toBe('loading')
  await vi.advanceTimersByTimeAsync(0)
  expect(mapper.state.value).toMatchObject({ kind: 'failed' })
  answer = success({ text: '{}' })
  await mapper.load()
  expect(mapper.state.value).toMatchObject({ kind: 'ready', text: '{}' })
  scope.stop()
})

it('tells that a text is too large to publish', () => {
  const { mapper, scope } = start(toMapperUrl('{}'))
  mapper.type(' '.repeat(70 * 1024))
  mapper.flush()
  expect(mapper.problems.value[0]?.message).toContain('64 KiB')
  scope.stop()
})
