import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../src/emulator/state/json'
import { certificates, samlMetadata } from '../../../src/emulator/demo/saml-metadata'
import {
  at,
  base64,
  entriesOf,
  genericEntry,
  indexOf,
  oidcPath,
  production,
  samlPath,
  start,
  textOf,
} from './harness'

const add = (value: unknown) => [{ op: 'add', path: `${oidcPath}/-`, value }]
const without = (entry: JsonObject, name: string) =>
  Object.fromEntries(Object.entries(entry).filter(([key]) => key !== name))

const apple = {
  ...without(without(genericEntry(), 'client_secret'), 'issuer_url'),
  provider: 'apple',
  apple_team_id: 'TEAM',
  apple_private_key_id: 'KEY',
  apple_private_key: 'PEM',
}

describe('OIDC entries', () => {
  it.each<[string, JsonObject]>([
    ['no id', without(genericEntry(), 'id')],
    ['no provider', without(genericEntry(), 'provider')],
    ['no client_id', without(genericEntry(), 'client_id')],
    ['no client_secret', without(genericEntry(), 'client_secret')],
    ['an empty client_secret', genericEntry({ client_secret: '' })],
    ['no mapper_url', without(genericEntry(), 'mapper_url')],
    ['no issuer_url for generic', without(genericEntry(), 'issuer_url')],
    ['microsoft without tenant', genericEntry({ provider: 'microsoft' })],
    ['apple without key', without(apple, 'apple_private_key')],
    ['apple fields elsewhere', genericEntry({ apple_team_id: 'TEAM' })],
    ['a null organization', genericEntry({ organization_id: null })],
    ['a malformed organization', genericEntry({ organization_id: 'abc' })],
    ['a relative issuer', genericEntry({ issuer_url: 'okta.example' })],
    ['a bare mapper', genericEntry({ mapper_url: 'bG9jYWw=' })],
    ['a file mapper', genericEntry({ mapper_url: 'file:///etc/mapper.jsonnet' })],
    ['unpadded base64', genericEntry({ mapper_url: 'base64://e30' })],
    ['URL-safe base64', genericEntry({ mapper_url: 'base64://e30-_w==' })],
    ['base64 that is not UTF-8', genericEntry({ mapper_url: 'base64:///w==' })],
    [
      'a storage URL nobody stored',
      genericEntry({ mapper_url: `https://storage.example/b/${'0'.repeat(128)}.jsonnet` }),
    ],
    ['no object', [] as unknown as JsonObject],
  ])('%s is 400', async (_name, entry) => {
    const { patch, emulator } = await start()
    const before = emulator.state()
    expect((await patch(add(entry))).status).toBe(400)
    expect(emulator.state()).toEqual(before)
  })

  it('one bad entry refuses a change of another', async () => {
    const { patch, emulator } = await start()
    emulator.edit((state) => {
      const first = entriesOf(state.projects[0], 'oidc')[0]
      if (first) first['pkce'] = 'always'
    })
    expect((await patch([{ op: 'replace', path: `${oidcPath}/1/label`, value: 'x' }])).status).toBe(
      400,
    )
  })
})

describe('secrets', () => {
  it('are stored and never returned, nor is auto_link', async () => {
    const { call, patch, emulator } = await start()
    const { text } = await patch(add(genericEntry({ auto_link: true })))
    for (const answer of [text, (await call('GET', `/projects/${production}`)).text]) {
      for (const name of [
        'client_secret',
        'apple_private_key"',
        'auto_link"',
        'new-secret',
        'demo-secret',
      ]) {
        expect(answer).not.toContain(name)
      }
    }
    const stored = entriesOf(emulator.project(production), 'oidc').at(-1)
    expect(stored).toMatchObject({ client_secret: 'new-secret', auto_link: true })
  })

  it('stay when other fields change, the id included', async () => {
    const { patch, emulator } = await start()
    const secret = entriesOf(emulator.project(production), 'oidc')[2]?.['client_secret']
    await patch([
      { op: 'replace', path: `${oidcPath}/2/id`, value: 'renamed' },
      { op: 'replace', path: `${oidcPath}/2/label`, value: 'x' },
    ])
    const entry = entriesOf(emulator.project(production), 'oidc')[2]
    expect([entry?.['id'], entry?.['client_secret']]).toEqual(['renamed', secret])
  })
})

describe('stored texts', () => {
  const text = "local claims = std.extVar('claims');\n{ identity: { traits: { name: 'Zoë' } } }\n"
  const hash = createHash('sha512').update(text).digest('hex')

  it('a base64 mapper becomes a storage URL named by its hash, readable without a key', async () => {
    const { patch, emulator } = await start()
    const { body } = await patch(add(genericEntry({ mapper_url: base64(text) })))
    const url = entriesOf(at(body, 'project'), 'oidc').at(-1)?.['mapper_url']
    expect(url).toBe(`${emulator.storageAddress}/bac-gcs-emulated/${hash}.jsonnet`)
    const response = await fetch(textOf(url))
    expect([response.status, await response.text()]).toEqual([200, text])
    expect(emulator.requests().filter((item) => item.server === 'storage')).toMatchObject([
      { method: 'GET', operation: 'getStoredContent', status: 200 },
    ])
    expect(emulator.requests().at(-1)?.headers['authorization']).toBeUndefined()
    expect((await fetch(textOf(url).replace(hash, '0'.repeat(128)))).status).toBe(404)
  })

  it('a storage URL of any host with a known hash is the same text', async () => {
    const { patch, emulator } = await start()
    await patch([{ op: 'replace', path: `${oidcPath}/0/mapper_url`, value: base64(text) }])
    const elsewhere = `https://storage.example/bac-gcs-production/${hash}.jsonnet`
    const { body } = await patch([
      { op: 'replace', path: `${oidcPath}/1/mapper_url`, value: elsewhere },
    ])
    const [first, second] = entriesOf(at(body, 'project'), 'oidc')
    expect(second?.['mapper_url']).toBe(first?.['mapper_url'])
    expect(textOf(second?.['mapper_url'])).toContain(emulator.storageAddress)
  })

  it('a kept state works with other ports', async () => {
    const first = await start()
    await first.patch([{ op: 'replace', path: `${oidcPath}/0/mapper_url`, value: base64(text) }])
    const kept = JSON.parse(JSON.stringify(first.emulator.state()))
    expect(JSON.stringify(kept)).not.toContain('127.0.0.1')
    const second = await start({ state: kept })
    const url = textOf(entriesOf(await second.read(), 'oidc')[0]?.['mapper_url'])
    expect(url.startsWith(second.emulator.storageAddress)).toBe(true)
    expect(await (await fetch(url)).text()).toBe(text)
  })

  it('another writer may use base64 too', async () => {
    const { emulator, read } = await start()
    emulator.edit((state) => {
      const entry = entriesOf(state.projects[0], 'oidc')[0]
      if (entry) entry['mapper_url'] = base64(text)
    })
    expect(entriesOf(await read(), 'oidc')[0]?.['mapper_url']).toContain(hash)
  })
})

describe('SAML entries', () => {
  const parts = { entityId: 'https://idp.new.example', signOnUrl: 'https://idp.new.example/sso' }
  const xml = samlMetadata({ ...parts, certificate: certificates.tidewater })
  const entry = (metadata: string): JsonObject => ({
    id: 'new-saml',
    label: 'New SAML',
    mapper_url: base64('{ identity: { traits: {} } }'),
    raw_idp_metadata_xml: metadata,
  })
  const addSaml = (value: unknown) => [{ op: 'add', path: `${samlPath}/-`, value }]

  it('metadata becomes a storage URL, with the end of its certificate', async () => {
    const { patch } = await start()
    const { body } = await patch(addSaml(entry(base64(xml))))
    const stored = entriesOf(at(body, 'project'), 'saml').at(-1)
    expect(stored?.['valid_to']).toEqual([expect.stringMatching(/ 2036 GMT$/)])
    expect(await (await fetch(textOf(stored?.['raw_idp_metadata_xml']))).text()).toBe(xml)
  })

  it.each([
    ['no base64 prefix', xml],
    ['no EntityDescriptor', base64('<a/>')],
    ['no IDPSSODescriptor', base64(xml.replaceAll('IDPSSODescriptor', 'SPSSODescriptor'))],
    ['no SingleSignOnService', base64(xml.replaceAll('SingleSignOnService', 'Other'))],
    ['no signing key', base64(xml.replace('use="signing"', 'use="encryption"'))],
    [
      'a bad certificate',
      base64(samlMetadata({ ...parts, certificate: 'bm90IGEgY2VydGlmaWNhdGU=' })),
    ],
  ])('%s is 400', async (_name, metadata) => {
    const { patch } = await start()
    expect((await patch(addSaml(entry(metadata)))).status).toBe(400)
  })

  it('keys that no public document names stay when other fields change', async () => {
    const { read, patch } = await start()
    const index = indexOf(await read(), 'saml', 'oakfield-shibboleth')
    const { body } = await patch([
      { op: 'replace', path: `${samlPath}/${index}/label`, value: 'x' },
    ])
    expect(entriesOf(at(body, 'project'), 'saml')[index]?.['x_future_flag']).toEqual({
      since: '2026-09',
    })
  })
})
