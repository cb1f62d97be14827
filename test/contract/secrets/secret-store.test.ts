import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMemoryStore } from '../../../src/main/secrets/memory-store'
import { openSecretStore } from '../../../src/main/secrets/open-secret-store'
import type { SecretStore } from '../../../src/main/secrets/secret-store'

/** Set by the scripts where a desktop session with a keychain runs: it must answer there. */
const keychainRequired = process.env['SSO_WORKBENCH_DESKTOP'] === '1'
const service = `SSO Workbench test ${randomUUID()}`

// A first look decides whether there is anything to test on this machine.
const found = await openSecretStore({ service })
const hasKeychain = found.kind === 'keychain'

test.runIf(keychainRequired)('the desktop session has a keychain', () => {
  expect(found.kind).toBe('keychain')
})

const stores: [string, () => SecretStore][] = [
  ['memory', createMemoryStore],
  ...(hasKeychain ? [['keychain', () => found] as [string, () => SecretStore]] : []),
]

describe.each(stores)('%s', (kind, create) => {
  let store: SecretStore
  beforeAll(() => {
    store = create()
  })
  afterAll(async () => {
    const left = await store.find('')
    for (const account of left.ok ? left.value : []) await store.delete(account)
  })

  const nothing = { ok: true, value: undefined }

  test('says what it is', () => expect(store.kind).toBe(kind))

  test('gives back what was set, to the byte', async () => {
    const secrets = [
      'ory_wak_1',
      'with "quotes" and \\',
      'żółć – 鍵 🔑',
      ' spaces ',
      'x'.repeat(2000),
    ]
    for (const [index, secret] of secrets.entries()) {
      expect(await store.set(`workspace:${index}`, secret)).toEqual(nothing)
      expect(await store.get(`workspace:${index}`)).toEqual({ ok: true, value: secret })
    }
  })

  test('the last set wins', async () => {
    await Promise.all([store.set('again', 'one'), store.set('again', 'two')])
    expect(await store.get('again')).toEqual({ ok: true, value: 'two' })
  })

  test('what was never set, or was deleted, is absent and no error', async () => {
    expect(await store.get('never')).toEqual(nothing)
    expect(await store.delete('never')).toEqual(nothing)
    await store.set('gone', 'x')
    expect(await store.delete('gone')).toEqual(nothing)
    expect(await store.get('gone')).toEqual(nothing)
  })

  test('finds accounts while others are deleted', async () => {
    const accounts = Array.from({ length: 40 }, (_, at) => `draft:passing:${at}`)
    for (const account of accounts) await store.set(account, 'x')
    const asked = accounts.map(async (account) => {
      const [answer] = await Promise.all([store.find('draft:passing:'), store.delete(account)])
      return answer
    })
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ ok: true })
    expect(await store.find('draft:passing:')).toEqual({ ok: true, value: [] })
  })

  test('finds accounts by their beginning', async () => {
    await store.set('draft:p1:a', 'x')
    await store.set('draft:p1:b', 'x')
    await store.set('draft:p2:a', 'x')
    const accounts = await store.find('draft:p1:')
    expect(accounts.ok && accounts.value.toSorted()).toEqual(['draft:p1:a', 'draft:p1:b'])
  })
})
