import { beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick } from 'vue'
import { appError } from '../../../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../../../src/core/errors/result'
import { contentHash, toMapperUrl } from '../../../../../../../src/core/model/mapper-text'
import { setBridge } from '../../../../../../support/page/bridge'
import { useMapperText } from '../../../../../../../src/renderer/features/mappers/editor/text/use-mapper-text'
import { connection, snapshotOf } from '../../../../../../support/states/snapshots'
import { inProject, showProject } from '../../../../../../support/page/project'

let answer: unknown = success({})
/** Each reading waits until it is called. */
let waiting: (() => void)[] | undefined

function start(mapperUrl: string) {
  const oidc = [
    connection('a', { mapper_url: mapperUrl }),
    connection('b', { mapper_url: mapperUrl }),
  ]
  const snapshot = snapshotOf({ oidc })
  const project = showProject(snapshot)
  project.place.openMapper('oidc:a')
  const scope = effectScope()
  const mapper = inProject(useMapperText, scope)
  const url = () => project.copy.connections[0]?.fields['mapper_url']
  /** Someone else gave the first connection another mapper. */
  function moveServer(next: string): void {
    const [, other] = oidc
    project.moveTo({
      ...snapshotOf({
        oidc: [connection('a', { mapper_url: next }), ...(other ? [other] : [])],
      }),
      revisionId: 'later',
    })
  }
  return { project, mapper, moveServer, scope, url }
}

beforeEach(() => {
  waiting = undefined
  vi.useFakeTimers()
  setBridge({
    request: (name: string) => {
      if (name !== 'mapper.read') return Promise.resolve(success({}))
      const now = answer
      return waiting
        ? new Promise((resolve) => waiting?.push(() => resolve(now)))
        : Promise.resolve(now)
    },
  })
})

it('reads inline text, and edits it as one step', async () => {
  const { project, mapper, scope, url } = start(toMapperUrl('{ ä: 1 }'))
  expect(mapper.state.value).toMatchObject({ kind: 'ready', text: '{ ä: 1 }' })
  expect(mapper.users.value).toBe(2)
  mapper.type('{}')
  await vi.advanceTimersByTimeAsync(160)
  mapper.type('{ b: 1 }')
  mapper.flush()
  expect(url()).toBe(toMapperUrl('{ b: 1 }'))
  expect(project.draft.current?.past).toHaveLength(1)
  // Its own edit is no reason to put the text in place again.
  await nextTick()
  expect(mapper.state.value).toMatchObject({ version: 1 })
  project.draft.undo()
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

const stored = (text: string) =>
  `https://storage.example/${contentHash(new TextEncoder().encode(text))}.jsonnet`
/** Bytes as they are, without a look at what they say. */
const inline = (text: string) =>
  `base64://${btoa(String.fromCodePoint(...new TextEncoder().encode(text)))}`

it('keeps the text in sight, for reading only, while another one is read', async () => {
  answer = success({ text: '{ stored: 1 }' })
  const { project, mapper, scope } = start(stored('{ stored: 1 }'))
  await vi.advanceTimersByTimeAsync(0)
  mapper.type('{ typed: 1 }')
  await vi.advanceTimersByTimeAsync(160)
  waiting = []
  project.draft.undo()
  await nextTick()
  expect(mapper.state.value.kind).toBe('ready')
  expect(mapper.isReading.value).toBe(true)
  expect(mapper.readOnly.value).toBe(true)
  mapper.replace('{ repaired: 1 }', 'Repaired')
  expect(mapper.text.value).toBe('{ typed: 1 }')
  waiting[0]?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(mapper.state.value).toMatchObject({ kind: 'ready', text: '{ stored: 1 }', version: 2 })
  expect([mapper.isReading.value, mapper.readOnly.value]).toEqual([false, false])
  scope.stop()
})

it('does not wait for a text that is no longer wanted', async () => {
  answer = success({ text: '{ stored: 1 }' })
  const { project, mapper, scope } = start(stored('{ stored: 1 }'))
  await vi.advanceTimersByTimeAsync(0)
  mapper.type('{ typed: 1 }')
  await vi.advanceTimersByTimeAsync(160)
  waiting = []
  project.draft.undo()
  await nextTick()
  project.draft.redo()
  await nextTick()
  expect([mapper.isReading.value, mapper.readOnly.value]).toEqual([false, false])
  waiting[0]?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(mapper.state.value.kind).toBe('ready')
  expect(mapper.text.value).toBe('{ typed: 1 }')
  scope.stop()
})

it('puts typing into the draft while it goes on, and does not wait for a pause', async () => {
  const { mapper, scope, url } = start(toMapperUrl('{}'))
  mapper.type('1')
  expect(url()).toBe(toMapperUrl('1'))
  for (let key = 2; key < 12; key += 1) {
    mapper.type(`${key}`)
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(url()).not.toBe(toMapperUrl('1'))
  scope.stop()
})

it('keeps what was just typed when someone else changed the mapper: a conflict as of any field', async () => {
  const { project, mapper, moveServer, scope, url } = start(toMapperUrl('{}'))
  mapper.type('{ mine: 1 }')
  moveServer(toMapperUrl('{ theirs: 1 }'))
  await nextTick()
  expect(project.conflicts).toHaveLength(1)
  expect(url()).toBe(toMapperUrl('{ mine: 1 }'))
  expect(mapper.text.value).toBe('{ mine: 1 }')
  scope.stop()
})

it('keeps what was typed last when the draft’s text comes back from the server', async () => {
  const { project, mapper, moveServer, scope, url } = start(toMapperUrl('{}'))
  mapper.type('{ mine: 1 }')
  mapper.type('{ mine: 12 }')
  moveServer(stored('{ mine: 1 }'))
  await nextTick()
  await vi.advanceTimersByTimeAsync(200)
  expect(url()).toBe(toMapperUrl('{ mine: 12 }'))
  expect(mapper.state.value).toMatchObject({ kind: 'ready', version: 1 })
  expect(project.conflicts).toEqual([])
  scope.stop()
})

it.each([
  ['with a byte order mark', '\uFEFF{\n}\n', '{\n}\n'],
  ['with line ends of two kinds', '{\r\n}\n', '{\n}\n'],
  ['with Windows line ends', '{\r\n}\r\n', '{\n}\n'],
])('gives back a text %s byte for byte when a key is taken back', async (_, text, plain) => {
  const { project, mapper, scope, url } = start(inline(text))
  mapper.type(`${plain}x`)
  mapper.type(plain)
  mapper.flush()
  expect(url()).toBe(inline(text))
  expect(project.count).toBe(0)
  await nextTick()
  // The text stands there as it is typed.
  expect(mapper.state.value).toMatchObject({ version: 1 })
  scope.stop()
})
