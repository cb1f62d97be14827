import { describe, expect, it, vi } from 'vitest'
import { startEmulator } from '../../emulator'
import { at, oidcPath, production, start } from './harness'

const rename = [{ op: 'replace', path: `${oidcPath}/0/label`, value: 'Renamed' }]

describe('faults', () => {
  it('429 has an empty body and no Retry-After, as often as told', async () => {
    const { emulator, call } = await start()
    const fault = emulator.fault({ operation: 'getProject', status: 429, times: 2 })
    for (let turn = 0; turn < 2; turn += 1) {
      const { status, text, headers } = await call('GET', `/projects/${production}`)
      expect([status, text]).toEqual([429, ''])
      expect(headers.get('x-ratelimit-reset')).toBe('0')
      expect(headers.has('retry-after')).toBe(false)
    }
    expect((await call('GET', `/projects/${production}`)).status).toBe(200)
    expect(fault.hits()).toBe(2)
  })

  it('matches method and path; others are served as usual', async () => {
    const { emulator, call } = await start()
    emulator.fault({ method: 'GET', path: /^\/workspaces$/, status: 503 })
    expect((await call('GET', '/projects')).status).toBe(200)
    const { status, body } = await call('GET', '/workspaces')
    expect([status, at(body, 'error', 'code')]).toEqual([503, 503])
  })

  it('answers what it is given: a body, or a page of a proxy', async () => {
    const { emulator, call } = await start()
    emulator.fault({ status: 200, body: { odd: true } })
    emulator.fault({ html: true })
    expect((await call('GET', '/projects')).body).toEqual({ odd: true })
    const { status, headers } = await call('GET', '/projects')
    expect([status, headers.get('content-type')]).toEqual([502, 'text/html'])
  })

  it('delays, adds warnings, and is taken back', async () => {
    const { emulator, call, patch } = await start({ warnings: [{ code: 1, message: 'always' }] })
    const late = emulator.fault({ delayMs: 60_000, warnings: [{ code: 2, message: 'once' }] })
    let isAnswered = false
    const patching = patch(rename)
    void patching.then(() => (isAnswered = true))
    await vi.waitUntil(() => late.hits() === 1, { interval: 1 })
    expect([isAnswered, late.effects()]).toEqual([false, 0])
    late.release()
    const { body } = await patching
    expect(at(body, 'warnings')).toEqual([
      { code: 1, message: 'always' },
      { code: 2, message: 'once' },
    ])
    expect(late.effects()).toBe(1)
    emulator.fault({ status: 500 }).remove()
    emulator.fault({ status: 500 })
    emulator.clearFaults()
    expect((await call('GET', '/projects')).status).toBe(200)
  })
})

describe('the emulator', () => {
  it('records requests with their authorization and answers', async () => {
    const { emulator, call } = await start()
    await call('GET', '/projects?x=1', undefined, 'some-key')
    expect(emulator.requests()).toMatchObject([
      {
        server: 'api',
        method: 'GET',
        url: '/projects?x=1',
        path: '/projects',
        operation: 'listProjects',
        headers: { authorization: 'Bearer some-key' },
        status: 401,
      },
    ])
    emulator.clearRequests()
    expect(emulator.requests()).toEqual([])
  })

  it('tells of every change, and hands out copies', async () => {
    const onChange = vi.fn()
    const { emulator, patch } = await start({ onChange })
    emulator.state().projects.pop()
    expect(emulator.state().projects).toHaveLength(6)
    await patch(rename)
    emulator.edit((state) => state.projects.pop())
    expect(onChange).toHaveBeenCalledTimes(2)
    expect(onChange.mock.lastCall?.[0]).toEqual(emulator.state())
  })

  it('refuses a port in use and leaves nothing open', async () => {
    const { emulator } = await start()
    const port = Number(new URL(emulator.apiAddress).port)
    await expect(startEmulator({ port })).rejects.toThrow('EADDRINUSE')
  })

  it('takes a text for a body, and refuses it', async () => {
    const { emulator } = await start()
    const key = Object.values(emulator.demoApiKeys)[0] ?? ''
    const response = await fetch(`${emulator.apiAddress}/projects/${production}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${key}` },
      body: '[{',
    })
    expect(response.status).toBe(400)
  })
})
