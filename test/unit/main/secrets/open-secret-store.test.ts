import { expect, test, vi } from 'vitest'
import { createKeytarStore, type Keytar } from '../../../../src/main/secrets/keytar-store'
import { openSecretStore } from '../../../../src/main/secrets/open-secret-store'
import { createSecretsInUse } from '../../../../src/main/scrub/secrets-in-use'
import { createStoreOnDemand } from '../../../../src/main/secrets/store-on-demand'
import { turns } from '../../../support/services/turns'

const answering: Keytar = {
  getPassword: () => Promise.resolve(null),
  setPassword: () => Promise.resolve(),
  deletePassword: () => Promise.resolve(true),
  findCredentials: () => Promise.resolve([]),
}

test('takes the keychain that answers', async () => {
  const store = await openSecretStore({ load: () => Promise.resolve(answering) })
  expect(store.kind).toBe('keychain')
})

test.each([
  ['that was not built', () => Promise.reject(new Error('Cannot find module'))],
  [
    'that throws',
    () =>
      Promise.resolve({
        ...answering,
        getPassword: () => Promise.reject(new Error('Cannot autolaunch D-Bus')),
      }),
  ],
  [
    'that never answers',
    () => Promise.resolve({ ...answering, getPassword: () => new Promise<null>(() => {}) }),
  ],
])('does without a keychain %s', async (_name, load) => {
  const onUnavailable = vi.fn()
  const store = await openSecretStore({ load, timeout: 20, onUnavailable })
  expect(store.kind).toBe('memory')
  expect(onUnavailable).toHaveBeenCalledOnce()
})

test.each([
  ['Cannot autolaunch D-Bus without X11', 'secret.unavailable'],
  ['The user name or passphrase you entered is not correct: access denied', 'secret.denied'],
  ['Prompt dismissed', 'secret.denied'],
  ['The keychain is locked', 'secret.denied'],
])('%s is %s', async (message, code) => {
  const failing = { ...answering, setPassword: () => Promise.reject(new Error(message)) }
  const store = createKeytarStore(failing)
  expect(await store.set('a', 'b')).toMatchObject({ ok: false, error: { code } })
  expect(await store.get('a')).toEqual({ ok: true, value: undefined })
})

test('calls for one account run one after another', async () => {
  const order: string[] = []
  const slow: Keytar = {
    ...answering,
    async setPassword(_service, _account, password) {
      await turns(password === 'first' ? 50 : 0)
      order.push(password)
    },
  }
  const store = createKeytarStore(slow)
  await Promise.all([store.set('a', 'first'), store.set('a', 'second')])
  expect(order).toEqual(['first', 'second'])
})

test('waits for nothing any more once the keychain has answered, or was not built', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    await openSecretStore({ load: () => Promise.resolve(answering) })
    // Nobody has to be told of it.
    const store = await openSecretStore({ load: () => Promise.reject(new Error('not built')) })
    expect(store.kind).toBe('memory')
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

test('says why there is no keychain', async () => {
  const onUnavailable = vi.fn()
  await openSecretStore({ load: () => Promise.reject(new Error('not built')), onUnavailable })
  const late = { ...answering, getPassword: () => new Promise<null>(() => {}) }
  await openSecretStore({ load: () => Promise.resolve(late), timeout: 20, onUnavailable })
  const text = { ...answering, getPassword: () => Promise.reject('a text' as never) }
  await openSecretStore({ load: () => Promise.resolve(text), onUnavailable })
  expect(onUnavailable.mock.calls).toEqual([['not built'], ['no answer within 20 ms'], ['a text']])
})

test('asks nothing of the keychain where secrets are to stay in memory, and opens once', async () => {
  const secrets = createSecretsInUse()
  const onUnavailable = vi.fn()
  const open = createStoreOnDemand({ inMemory: true, secrets, onUnavailable })
  const [first, second] = await Promise.all([open(), open()])
  expect(first).toBe(second)
  expect(first.kind).toBe('memory')
  expect(onUnavailable).not.toHaveBeenCalled()
})
