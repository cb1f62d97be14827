import { describe, expect, it } from 'vitest'
import { createRateLimiter } from '../../emulator/rate-limits'
import { production, start } from './harness'

const medium = 'backoffice-admin-medium'
const low = 'backoffice-admin-low'

describe('rate limits', () => {
  it('come with each answer, one set for each window', async () => {
    const { call } = await start({
      rateLimits: { [medium]: { perSecond: 3, perMinute: 50 } },
      clock: () => 0,
    })
    const { headers, status } = await call('GET', `/projects/${production}`)
    expect(status).toBe(200)
    expect(headers.get('x-ratelimit-limit')).toBe('3, 3;w=1, 50;w=60, 50, 3;w=1, 50;w=60')
    expect(headers.get('x-ratelimit-remaining')).toBe('2, 49')
    expect(headers.get('x-ratelimit-reset')).toBe('0, 60')
    // An error has them as well; an operation of another bucket has none.
    const missing = await call('GET', `/projects/${production}/organizations/abc`)
    expect([missing.status, missing.headers.get('x-ratelimit-remaining')]).toEqual([400, '1, 48'])
    expect((await call('GET', '/workspaces')).headers.has('x-ratelimit-limit')).toBe(false)
  })

  it('are those of the console: hosts of projects have none of them', async () => {
    const { call } = await start({ rateLimits: { [low]: { perSecond: 1, perMinute: 1 } } })
    for (const path of ['/scim/harbor-entra/v2/Users', '/session/test-oidc?flow=x']) {
      const { headers, status } = await call(
        'GET',
        `/project-hosts/brave-lovelace-7k2m9x4q1d${path}`,
      )
      expect([status === 429, headers.has('x-ratelimit-limit')]).toEqual([false, false])
    }
    expect((await call('GET', '/workspaces')).status).toBe(200)
    expect((await call('GET', '/workspaces')).status).toBe(429)
  })

  it('never say that a minute lasts longer, whatever fractions the clock has', () => {
    for (const begun of [6985.885_389_382_03, 27_700.370_559_423_136, 93_256.583_759_418_15]) {
      const limiter = createRateLimiter({ [low]: { perSecond: 9, perMinute: 9 } }, () => begun)
      expect(limiter.admit(low)?.headers['x-ratelimit-reset']).toEqual(['0', '60'])
    }
  })

  it('turn away with an empty 429 that says to wait 0 s, and serve again after a second', async () => {
    let now = 0
    const { call, emulator } = await start({
      rateLimits: { [low]: { perSecond: 2, perMinute: 100 } },
      clock: () => now,
    })
    const fault = emulator.fault({ operation: 'listProjects', status: 503 })
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await call('GET', '/workspaces')).status).toBe(200)
    }
    const { status, text, headers } = await call('GET', '/projects')
    expect([status, text]).toEqual([429, ''])
    expect(headers.has('retry-after')).toBe(false)
    expect(headers.get('x-ratelimit-reset')?.split(', ')[0]).toBe('0')
    expect(headers.get('x-ratelimit-remaining')?.split(', ')[0]).toBe('0')
    expect(emulator.requests().at(-1)).toMatchObject({ status: 429, operation: 'listProjects' })
    // It never arrived where the faults are.
    expect(fault.hits()).toBe(0)
    now += 1000
    expect((await call('GET', '/projects')).status).toBe(503)
    expect(fault.hits()).toBe(1)
  })

  it('a write that is turned away has no effect', async () => {
    const { patch, emulator } = await start({
      rateLimits: { [low]: { perSecond: 0, perMinute: 100 } },
    })
    const before = emulator.state()
    const { status } = await patch([{ op: 'replace', path: '/name', value: 'Renamed' }])
    expect([status, emulator.state()]).toEqual([429, before])
  })

  it('the storage has none', async () => {
    const { emulator, read } = await start({
      rateLimits: { [low]: { perSecond: 0, perMinute: 0 } },
    })
    const address = /http[^"]+\.jsonnet/.exec(JSON.stringify(await read()))?.[0] ?? ''
    expect(address).toContain(emulator.storageAddress)
    const response = await fetch(address)
    await response.text()
    expect(response.status).toBe(200)
  })
})

describe('the windows', () => {
  it('count what is served, a second and a minute long', () => {
    let now = 1000
    const limiter = createRateLimiter({ b: { perSecond: 2, perMinute: 3 } }, () => now)
    const admit = () => limiter.admit('b')?.admitted
    expect([admit(), admit(), admit(), admit()]).toEqual([true, true, false, false])
    now += 999
    expect(admit()).toBe(false)
    now += 1
    // The third of the minute; the fourth is too many although its second has room.
    expect([admit(), admit()]).toEqual([true, false])
    now += 30_000
    expect(limiter.admit('b')).toEqual({
      admitted: false,
      headers: {
        'x-ratelimit-limit': ['2, 2;w=1, 3;w=60', '3, 2;w=1, 3;w=60'],
        'x-ratelimit-remaining': ['2', '0'],
        'x-ratelimit-reset': ['0', '29'],
      },
    })
    now += 29_000
    expect(admit()).toBe(true)
    expect(limiter.admit('other')).toBeUndefined()
  })
})
