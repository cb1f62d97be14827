import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
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

  it.each([
    ['before', false],
    ['after', true],
  ] as const)('a connection dropped %s the effect: written %s', async (drop, written) => {
    const { emulator, patch } = await start()
    emulator.fault({ operation: 'patchProjectWithRevision', drop })
    await expect(patch(rename)).rejects.toThrow()
    const label = JSON.stringify(emulator.project(production)).includes('"Renamed"')
    expect(label).toBe(written)
    expect(emulator.requests()).toMatchObject([{ status: 0, body: rename }])
  })

  it('an error may come although the write took effect', async () => {
    const { emulator, patch } = await start()
    emulator.fault({ status: 504, afterEffect: true })
    expect((await patch(rename)).status).toBe(504)
    expect(JSON.stringify(emulator.project(production))).toContain('"Renamed"')
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

describe('command line', () => {
  const cli = fileURLToPath(new URL('../../emulator/cli.ts', import.meta.url))

  it('explains itself, and refuses what it does not know', async () => {
    const run = promisify(execFile)
    const { stdout } = await run(process.execPath, ['--import', 'tsx', cli, '--help'])
    expect(stdout).toContain('--port N')
    const failed = run(process.execPath, ['--import', 'tsx', cli, '--nonsense'])
    await expect(failed).rejects.toMatchObject({ code: 2 })
  })

  it('prints its addresses and keys, serves, and ends on SIGTERM', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', cli], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    const lines: string[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line)
      if (lines.length === 4) break
    }
    const text = lines.join('\n')
    const address = /stand-in: (\S+)/.exec(text)?.[1]
    const key = /of Northwind: +(\S+)/.exec(text)?.[1]
    const response = await fetch(`${address}/projects`, {
      headers: { authorization: `Bearer ${key}` },
    })
    expect(response.status).toBe(200)
    await response.arrayBuffer()
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})
