import { describe, expect, it } from 'vitest'
import { demoIds } from '../../emulator'
import { at, production, start, textOf } from './harness'

const list = `/projects/${production}/organizations`
const harbor = `${list}/${demoIds.harborLights}`

describe('organizations', () => {
  it('are listed in pages, and by domain', async () => {
    const { call } = await start()
    const ids = new Set<unknown>()
    let token = ''
    for (let page = 0; page < 3; page += 1) {
      const { body } = await call('GET', `${list}?page_size=5&page_token=${token}`)
      for (const item of at(body, 'organizations') as unknown[]) ids.add(at(item, 'id'))
      token = textOf(at(body, 'next_page_token'))
      expect(at(body, 'has_next_page')).toBe(page < 2)
    }
    expect(ids.size).toBe(14)
    const { body } = await call('GET', `${list}?domain=research.oakfield.example`)
    expect(at(body, 'organizations', 0, 'id')).toBe(demoIds.oakfield)
    expect(at(body, 'organizations', 'length')).toBe(1)
    expect((await call('GET', `${list}?page_size=1001`)).status).toBe(400)
  })

  it('are created bare with 201, read wrapped, updated bare, deleted with 204', async () => {
    const { call, read } = await start()
    const created = await call('POST', list, { label: 'New', domains: ['new.example'] })
    expect(created.status).toBe(201)
    const path = `${list}/${textOf(at(created.body, 'id'))}`
    expect((await call('GET', path)).body).toEqual({ organization: created.body })

    const updated = await call('PUT', path, { label: 'Newer', session_lifespan: '24h' })
    expect(updated.status).toBe(200)
    expect(updated.body).toEqual({
      ...(created.body as object),
      label: 'Newer',
      session_lifespan: '24h',
    })
    expect(JSON.stringify((await read())['organizations'])).not.toContain('created_at')

    const deleted = await call('DELETE', path)
    expect([deleted.status, deleted.text]).toEqual([204, ''])
    expect((await call('GET', path)).status).toBe(404)
    expect((await call('PUT', path, { label: 'x' })).status).toBe(404)
  })

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
