import { describe, expect, it } from 'vitest'
import type { EmulatorOptions } from '../../emulator'
import type { JsonObject } from '../../../src/emulator/state/json'
import {
  at,
  entriesOf,
  genericEntry,
  indexOf,
  oidcPath,
  production,
  start,
  type Client,
} from './harness'

const mask = '**********'
const secret = 'demo-secret-of-google'

/** Ways in which a tool writes connections back that it has read. */
const ways: Readonly<Record<string, (client: Client, project: JsonObject) => Promise<number>>> = {
  async 'the whole configuration'({ call }, project) {
    const { name, organizations, cors_public, cors_admin, services } = project
    const body = { name, organizations, cors_public, cors_admin, services }
    return (await call('PUT', `/projects/${production}`, body)).status
  },
  async 'the list of connections'({ patch }, project) {
    const value = entriesOf(project, 'oidc')
    return (await patch([{ op: 'replace', path: oidcPath, value }])).status
  },
  async 'each connection'({ patch }, project) {
    const operations = entriesOf(project, 'oidc').map((value, index) => ({
      op: 'replace',
      path: `${oidcPath}/${index}`,
      value,
    }))
    return (await patch(operations)).status
  },
}

const read = { absent: undefined, empty: '', masked: mask } as const
const forms = ['absent', 'empty', 'masked'] as const
const fates = ['as-sent', 'refused', 'kept', 'emptied', 'masked'] as const
type Fate = (typeof fates)[number]

/** What a stored secret then is; `refused` where nothing is written. */
function expected(fate: Fate, form: (typeof forms)[number]): string {
  if (fate === 'as-sent') return read[form] ?? 'refused'
  return { refused: 'refused', kept: secret, emptied: '', masked: mask }[fate]
}

describe.each(Object.keys(ways))('%s written back as it was read', (way) => {
  it.each(fates.flatMap((fate) => forms.map((form) => [fate, form] as const)))(
    'secrets are %s where they are read as %s',
    async (secretsWrittenBack, secretsReadAs) => {
      const client = await start({ secretsWrittenBack, secretsReadAs })
      const before = client.emulator.state()
      const status = await ways[way]!(client, await client.read())
      const wanted = expected(secretsWrittenBack, secretsReadAs)
      expect(status).toBe(wanted === 'refused' ? 400 : 200)
      if (wanted === 'refused') {
        expect(client.emulator.state()).toEqual(before)
        return
      }
      const after = entriesOf(client.emulator.project(production), 'oidc')
      expect(after[0]?.['client_secret']).toBe(wanted)
      const apple = after.find((item) => item['provider'] === 'apple')
      expect(apple?.['client_secret']).toBeUndefined()
      expect(apple?.['apple_private_key']).toEqual(
        wanted === secret ? expect.stringContaining('PRIVATE KEY') : wanted,
      )
    },
  )

  it.each([undefined, 'lost', 'kept'] as const)('state and auto_link: %s', async (fate) => {
    const options: EmulatorOptions = { secretsWrittenBack: 'kept' }
    const client = await start({ ...options, ...(fate ? { unshownWrittenBack: fate } : {}) })
    const hidden = () =>
      entriesOf(client.emulator.project(production), 'oidc').flatMap(({ id, state, auto_link }) =>
        state === undefined && auto_link === undefined ? [] : [{ id, state, auto_link }],
      )
    const before = hidden()
    expect(before.map(({ state }) => state)).toContain('disabled')
    expect(before.map(({ auto_link }) => auto_link)).toContain(true)
    expect(await ways[way]!(client, await client.read())).toBe(200)
    expect(hidden()).toEqual(fate === 'kept' ? before : [])
  })
})

describe('what was not written back', () => {
  const options = { secretsWrittenBack: 'kept', unshownWrittenBack: 'kept' } as const

  it('is as the patch left it: a member that it removes is gone', async () => {
    const { read: readProject, patch, emulator } = await start(options)
    const index = indexOf(await readProject(), 'oidc', 'saltmarsh-ping')
    const { status } = await patch([{ op: 'remove', path: `${oidcPath}/${index}/state` }])
    expect(status).toBe(200)
    expect(entriesOf(emulator.project(production), 'oidc')[index]?.['state']).toBeUndefined()
    expect((await patch([{ op: 'remove', path: `${oidcPath}/0/client_secret` }])).status).toBe(400)
  })

  it('is what a new id or a new secret has', async () => {
    const { patch, emulator } = await start({ secretsWrittenBack: 'emptied' })
    const value = genericEntry({ id: 'google' })
    expect(
      (await patch([{ op: 'add', path: `${oidcPath}/-`, value: genericEntry() }])).status,
    ).toBe(200)
    expect((await patch([{ op: 'replace', path: `${oidcPath}/0`, value }])).status).toBe(200)
    const entries = entriesOf(emulator.project(production), 'oidc')
    expect([entries[0], entries.at(-1)].map((item) => at(item, 'client_secret'))).toEqual([
      'new-secret',
      'new-secret',
    ])
  })
})
