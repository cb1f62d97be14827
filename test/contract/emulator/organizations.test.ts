import { describe, expect, it } from 'vitest'
import { demoIds } from '../../emulator'
import { at, production, start, textOf } from './harness'

const list = `/projects/${production}/organizations`
const harbor = `${list}/${demoIds.harborLights}`

describe('organizations', () => {
  it('keep what is omitted and clear what is the empty string', async () => {
    const { call } = await start()
    const { body } = await call('PUT', harbor, { session_lifespan: '' })
    expect(at(body, 'session_lifespan')).toBeUndefined()
    expect(at(body, 'domains', 'length')).toBe(2)
  })

  it.each([
    [{ domains: null }],
    [{ domains: ['not a domain'] }],
    [{ label: 5 }],
    [{ session_lifespan: '1h30m' }],
    [{ session_lifespan: '30s' }],
    [{ session_lifespan: '8761h' }],
    [{ default_region: 'us-east' }],
    ['text'],
  ])('refuse %j', async (body) => {
    const { call } = await start()
    expect((await call('PUT', harbor, body)).status).toBe(400)
  })

  it('refuse a malformed id with 400 and, when told so, a domain of another with 409', async () => {
    const { call } = await start({ refuseDuplicateDomains: true })
    expect((await call('GET', `${list}/abc`)).status).toBe(400)
    const body = { label: 'Second', domains: ['harborlights.example'] }
    expect((await call('POST', list, body)).status).toBe(409)
  })

  it.each([true, false])('move the revision: %s', async (moves) => {
    const { call, read } = await start({ organizationWritesMoveRevision: moves })
    const before = (await read())['revision_id']
    await call('PUT', harbor, { label: 'Renamed' })
    expect((await read())['revision_id'] !== before).toBe(moves)
    const guarded = `/projects/${production}/revision/${textOf(before)}`
    expect((await call('PATCH', guarded, [])).status).toBe(moves ? 409 : 200)
  })
})

describe('domain verifications', () => {
  it('are in every answer, stay with their domains, and are the server’s alone', async () => {
    const { call, emulator, patch, read } = await start()
    const stored = (domain: string) => ({
      domain,
      txt_record_name: `_ory-domain-verification.${domain}`,
      txt_record_value: 'ory-value',
      method: 'dns-txt',
      status: 'pending',
      exempt: false,
    })
    emulator.edit((state) => {
      const project = state.projects.find(({ id }) => id === production)
      const first = project?.organizations[0]
      if (!first) throw new Error('The demo has organizations')
      first['domains'] = ['a.example', 'b.example']
      first['domain_verifications'] = [stored('a.example'), stored('b.example')]
    })
    const first = at(await read(), 'organizations', 0)
    expect(at(first, 'domain_verifications')).toEqual([stored('a.example'), stored('b.example')])
    const path = `${list}/${textOf(at(first, 'id'))}`
    const fresh = {
      domain: 'c.example',
      txt_record_name: '_ory-domain-verification.c.example',
      method: '',
      status: '',
      exempt: false,
    }

    await patch([
      { op: 'replace', path: '/organizations/0/domains', value: ['b.example', 'c.example'] },
      { op: 'replace', path: '/organizations/0/domain_verifications', value: [] },
    ])
    const { body } = await call('GET', path)
    const kept = [stored('b.example'), fresh]
    expect(at(body, 'organization', 'domain_verifications')).toEqual(kept)
    const updated = await call('PUT', path, { domains: ['c.example'], domain_verifications: [] })
    expect(at(updated.body, 'domain_verifications')).toEqual([fresh])
    expect(at(await read(), 'organizations', 1, 'domain_verifications')).toBeUndefined()
  })
})
