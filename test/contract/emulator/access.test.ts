import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { demoIds } from '../../emulator'
import { at, start, textOf } from './harness'

const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)

describe('keys', () => {
  it.each([
    ['no key', null],
    ['an unknown key', 'ory_wak_unknown'],
  ])('%s: 401 in the nested form, with a request id', async (_name, key) => {
    const { call } = await start()
    const { status, body, headers } = await call('GET', '/projects', undefined, key)
    expect(status).toBe(401)
    expect(body).toEqual({
      error: {
        code: 401,
        status: 'Unauthorized',
        request: uuid,
        reason: expect.any(String),
        message: expect.any(String),
      },
    })
    expect(headers.get('x-request-id')).toBe(at(body, 'error', 'request'))
  })

  it('opens only its own workspace; others and unknown projects are 403', async () => {
    const { call } = await start()
    for (const path of [
      `/projects/${demoIds.globexProduction}`,
      '/projects/00000000-0000-4000-8000-000000000000',
      `/projects/${demoIds.globexProduction}/organizations`,
      `/workspaces/${demoIds.globex}`,
      `/workspaces/${demoIds.globex}/projects`,
    ]) {
      expect([path, (await call('GET', path)).status]).toEqual([path, 403])
    }
    const patch = await call('PATCH', `/projects/${demoIds.globexProduction}`, [])
    expect(patch.status).toBe(403)
  })
})

/** Sends a body without an end until an answer comes. @returns the status, and the bytes that the server took */
function sendEndless(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; taken: number }>((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers })
    const part = Buffer.alloc(64 * 1024, 32)
    const write = () => {
      while (sent.writable && sent.write(part));
    }
    sent.on('drain', write)
    sent.on('error', reject)
    sent.on('response', ({ statusCode }) => {
      const taken = (sent.socket?.bytesWritten ?? 0) - (sent.socket?.writableLength ?? 0)
      sent.off('error', reject).on('error', () => undefined)
      sent.destroy()
      resolve({ status: statusCode, taken })
    })
    write()
  })
}

describe('a body without an end', () => {
  it.each([
    ['no key', undefined, 8],
    ['a key', 'valid', 96],
  ])('with %s gets 413 after a limit', async (_name, key, mebibytes) => {
    const { emulator } = await start()
    const [valid = ''] = Object.values(emulator.demoApiKeys)
    const headers: Record<string, string> =
      key === undefined ? {} : { authorization: `Bearer ${valid}` }
    const { status, taken } = await sendEndless(`${emulator.apiAddress}/projects`, headers)
    expect(status).toBe(413)
    expect(taken).toBeLessThan(mebibytes * 1024 ** 2)
  })
})

describe('workspaces and projects', () => {
  it('pages workspaces by an opaque token', async () => {
    const { call } = await start({ apiKeys: { key: [demoIds.northwind, demoIds.globex] } })
    const first = (await call('GET', '/workspaces?page_size=1')).body
    expect(at(first, 'has_next_page')).toBe(true)
    const token = textOf(at(first, 'next_page_token'))
    const second = (await call('GET', `/workspaces?page_size=1&page_token=${token}`)).body
    expect(at(second, 'workspaces', 0, 'name')).toBe('Globex')
    expect(at(second, 'has_next_page')).toBe(false)
    expect(at(second, 'next_page_token')).toBe('')
    for (const query of ['page_size=0', 'page_size=1001', 'page_size=x', 'page_token=nonsense']) {
      expect((await call('GET', `/workspaces?${query}`)).status).toBe(400)
    }
  })

  it('can page the projects of a workspace', async () => {
    const { call } = await start({ projectsPageSize: 2 })
    const path = `/workspaces/${demoIds.northwind}/projects`
    const first = (await call('GET', path)).body
    const token = textOf(at(first, 'next_page'))
    const second = (await call('GET', `${path}?page_token=${token}`)).body
    expect([at(first, 'has_next_page'), at(second, 'has_next_page')]).toEqual([true, false])
    expect(at(second, 'projects', 'length')).toBe(1)
  })

  it('can refuse GET /workspaces/{id} and GET /projects', async () => {
    const { call } = await start({ refuseGetWorkspace: true, refuseListProjects: true })
    expect((await call('GET', `/workspaces/${demoIds.northwind}`)).status).toBe(403)
    expect((await call('GET', '/projects')).status).toBe(403)
  })

  it('answers 404 elsewhere, and flat errors where told so', async () => {
    const { call } = await start({ flatErrors: ['getProject'] })
    expect((await call('GET', '/nothing')).status).toBe(404)
    const { body } = await call('GET', `/projects/${demoIds.globexProduction}`)
    expect(body).toMatchObject({ code: 403, message: expect.any(String), request: uuid })
  })
})
