import { describe, expect, test, vi } from 'vitest'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import { projectServer } from '../../../../src/core/model/project-id'
import { bindKey, readBoundKey } from '../../../../src/main/secrets/bound-key'
import { createKeytarStore, type Keytar } from '../../../../src/main/secrets/keytar-store'
import { createMarks } from '../../../../src/main/secrets/marks'
import { createMemoryStore } from '../../../../src/main/secrets/memory-store'
import { noticingStore } from '../../../../src/main/secrets/noticing-store'
import {
  draftAccount,
  draftAccountPrefix,
  peopleAccount,
  workspaceAccount,
  type SecretStore,
} from '../../../../src/main/secrets/secret-store'
import { someProject } from '../../../support/states/project-ids'

const unavailable = failure(appError('secret.unavailable', 'The keychain answered: no'))

describe('the key of a workspace', () => {
  test('comes back with the address that it may be sent to', () => {
    const kept = bindKey('https://api.example', 'ory_wak_1')
    expect(readBoundKey(kept)).toEqual({
      origin: 'https://api.example',
      key: 'ory_wak_1',
    })
  })

  test.each([
    '',
    '  \n',
    'ory_wak_1',
    '{',
    '{"v":2,"origin":"https://a.example","key":"k"}',
    bindKey('x', ''),
  ])('is none in %j', (kept) => {
    expect(readBoundKey(kept)).toBeUndefined()
  })
})

describe('marks', () => {
  const texts = ['one', 'two']
  const markOf = async (marks: ReturnType<typeof createMarks>, of = texts) => {
    const made = await marks.make(of)
    if (!made.ok) throw new Error(made.error.message)
    return made.value
  }

  test('tell texts that this app wrote, in their order, and no others', async () => {
    const store = createMemoryStore()
    const marks = createMarks(() => Promise.resolve(store))
    const mark = await markOf(marks)
    expect(mark).toMatch(/^[0-9a-f]{64}$/)
    // Another start of the app has the same secret.
    const later = createMarks(() => Promise.resolve(store))
    expect(await markOf(later)).toBe(mark)
    expect(await later.verify(texts, mark)).toEqual(success(true))
    for (const other of [['two', 'one'], ['onetwo'], ['one'], []]) {
      expect(await later.verify(other, mark)).toEqual(success(false))
    }
  })

  test.each([undefined, '', 'x', '0'.repeat(66), `g${'0'.repeat(63)}`, '0'.repeat(64)])(
    '%s is none',
    async (mark) => {
      const store = createMemoryStore()
      const marks = createMarks(() => Promise.resolve(store))
      await markOf(marks)
      expect(await marks.verify(texts, mark)).toEqual(success(false))
    },
  )

  test('are none any more once the secret is gone', async () => {
    const store = createMemoryStore()
    const marks = createMarks(() => Promise.resolve(store))
    const mark = await markOf(marks)
    await store.delete('marks')
    expect(await marks.verify(texts, mark)).toEqual(success(false))
    expect(await markOf(marks)).not.toBe(mark)
  })

  test('have one secret, however many ask for the first', async () => {
    const store = createMemoryStore()
    const set = vi.spyOn(store, 'set')
    const marks = createMarks(() => Promise.resolve(store))
    const all = await Promise.all([1, 2, 3].map(() => markOf(marks)))
    expect(new Set(all).size).toBe(1)
    expect(set).toHaveBeenCalledOnce()
  })

  test('are neither made nor told where the keychain does not answer', async () => {
    const store: SecretStore = { ...createMemoryStore(), get: () => Promise.resolve(unavailable) }
    const marks = createMarks(() => Promise.resolve(store))
    expect(await marks.make(texts)).toBe(unavailable)
    expect(await marks.verify(texts, '0'.repeat(64))).toBe(unavailable)
    const full: SecretStore = { ...createMemoryStore(), set: () => Promise.resolve(unavailable) }
    expect(await createMarks(() => Promise.resolve(full)).make(texts)).toBe(unavailable)
  })
})

describe('a secret that is kept or read', () => {
  const noticed = () => {
    const add = vi.fn()
    const inner = createMemoryStore()
    return { add, inner, store: noticingStore(inner, { add }) }
  }

  test.each<[string, string[]]>([
    ['plain', ['plain']],
    [bindKey('https://api.example', 'ory_wak_1'), ['ory_wak_1']],
    ['{"api_key":"a","client_secret":"b","origin":"o","token":7}', ['a', 'b']],
    ['{"origin":"o"}', ['{"origin":"o"}']],
    ['{"token":7}', ['{"token":7}']],
    ['["a"]', ['["a"]']],
    ['"a"', ['"a"']],
    ['null', ['null']],
  ])('%s is known as one', async (kept, secrets) => {
    const { add, inner, store } = noticed()
    await store.set('account', kept)
    const server = kept.includes('https:') ? 'https://api.example' : undefined
    const call = [server, ...secrets]
    expect(add.mock.calls).toEqual([call])
    expect(await inner.get('account')).toEqual(success(kept))
    expect(await store.get('account')).toEqual(success(kept))
    expect(add.mock.calls).toEqual([call, call])
  })

  test.each([draftAccount(someProject(1), 'reference'), peopleAccount(someProject(1))])(
    'is one of the server that its account names: %s',
    async (account) => {
      const { add, store } = noticed()
      await store.set(account, 'secret')
      await store.set(account, bindKey('https://slug.projects.example', 'key'))
      const server = projectServer(someProject(1))
      expect(add.mock.calls).toEqual([
        [server, 'secret'],
        [server, 'key'],
      ])
    },
  )

  test('is none where nothing is kept, or nothing can be read', async () => {
    const { add, store } = noticed()
    await store.get('nothing')
    const failing = { ...createMemoryStore(), get: () => Promise.resolve(unavailable) }
    expect(await noticingStore(failing, { add }).get('account')).toBe(unavailable)
    expect(add).not.toHaveBeenCalled()
  })
})

describe('what is kept in memory alone', () => {
  test('is found by the beginning of its name, and by nothing else of it', async () => {
    const store = createMemoryStore()
    const projects = [1, 2].map(someProject)
    for (const project of projects) await store.set(draftAccount(project, 'reference'), 'secret')
    await store.set(workspaceAccount('w'), 'key')
    expect(await store.find(draftAccountPrefix(projects[0]!))).toEqual(
      success([draftAccount(projects[0]!, 'reference')]),
    )
    expect(await store.find('reference')).toEqual(success([]))
    expect(await store.get(draftAccount(projects[1]!, 'reference'))).toEqual(success('secret'))
    await store.delete(workspaceAccount('w'))
    expect(await store.find('')).toEqual(
      success(projects.map((project) => draftAccount(project, 'reference'))),
    )
  })
})

describe('the keychain', () => {
  function keytar() {
    const kept = new Map<string, string>()
    const name = (service: string, account: string) => `${service}/${account}`
    const all: Keytar = {
      getPassword: (service, account) => Promise.resolve(kept.get(name(service, account)) ?? null),
      setPassword: (service, account, password) =>
        Promise.resolve(void kept.set(name(service, account), password)),
      deletePassword: (service, account) => Promise.resolve(kept.delete(name(service, account))),
      findCredentials: (service) =>
        Promise.resolve(
          [...kept.keys()]
            .filter((item) => item.startsWith(`${service}/`))
            .map((item) => ({ account: item.slice(service.length + 1) })),
        ),
    }
    return all
  }

  test('has what is the app’s own, under its name', async () => {
    const system = keytar()
    const store = createKeytarStore(system)
    const other = createKeytarStore(system, 'Other')
    await store.set('draft:a', 'one')
    await store.set('workspace:a', 'two')
    await other.set('draft:b', 'three')
    expect(await system.getPassword('SSO Workbench', 'draft:a')).toBe('one')
    expect(await store.get('draft:a')).toEqual(success('one'))
    expect(await store.get('draft:b')).toEqual(success(undefined))
    expect(await store.find('draft:')).toEqual(success(['draft:a']))
    expect(await store.delete('draft:a')).toEqual(success(undefined))
    expect(await store.get('draft:a')).toEqual(success(undefined))
    expect(await store.find('')).toEqual(success(['workspace:a']))
  })

  test('tells in its own words why it refuses, and may be asked again', async () => {
    const thrown = (error: unknown) =>
      createKeytarStore({ ...keytar(), getPassword: () => Promise.reject(error as Error) }).get('a')
    expect(await thrown(new Error('no bus'))).toMatchObject({
      error: { message: 'The keychain answered: no bus', retry: true },
    })
    expect(await thrown('a text')).toMatchObject({
      error: { code: 'secret.unavailable', message: 'The keychain answered: a text' },
    })
  })
})
