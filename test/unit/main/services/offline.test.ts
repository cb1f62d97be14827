import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { success } from '../../../../src/core/errors/result'
import type { Settings } from '../../../../src/core/ipc/app-state'
import { createApiClient } from '../../../../src/main/api/client'
import { createTransportLoader } from '../../../../src/main/api/dispatcher'
import { createPublicFetch } from '../../../../src/main/api/public-fetch'
import { createPublicReader } from '../../../../src/main/api/public-reader'
import { createStorageReader } from '../../../../src/main/api/storage'
import { createCheckService, type CheckDeps } from '../../../../src/main/check/check-service'
import type { AppFiles } from '../../../../src/main/files/app-files'
import { createOffline } from '../../../../src/main/services/offline'
import { createSettingsService } from '../../../../src/main/services/settings'
import { atEnd } from '../../../support/runner/at-end'
import { startServer } from '../api/servers'
import { mayWrite } from '../../../support/services/write-access'
import { anyUuid, someProject } from '../../../support/states/project-ids'

const online: Settings = { theme: 'system', columns: {} }

/** One settings file; a second service on it is the app after a restart. */
function settingsFile(first?: Settings) {
  let stored = first
  const files = {
    settings: {
      read: () => Promise.resolve(success(stored)),
      write: (next: Settings) => {
        stored = next
        return Promise.resolve(success(undefined))
      },
    },
  } as unknown as AppFiles
  return () => {
    const told: boolean[] = []
    const onOffline = (offline: boolean) => void told.push(offline)
    const settings = createSettingsService({ files, onTheme: () => undefined, onOffline })
    return { settings, offline: createOffline(settings), told }
  }
}

async function start(first?: Settings) {
  const server = await startServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end('{"answer":1}')
  })
  const { settings, offline } = settingsFile(first)()
  const lookedUp: string[] = []
  const asked: string[] = []
  const transport = createTransportLoader(
    {},
    {
      isOffline: offline.isOffline,
      resolveProxy: (url) => Promise.resolve(asked.push(url) > 0 ? 'DIRECT' : ''),
    },
  )
  atEnd(() => transport.close())
  const resolve = (name: string) => Promise.resolve([lookedUp.push(name) > 0 ? '192.0.2.1' : ''])
  const client = createApiClient({ transport, userAgent: 'test/1' })
  const fetch = createPublicFetch({ transport, userAgent: 'test/1', resolve })
  const storage = createStorageReader({ fetch })
  const reader = createPublicReader({ fetch, now: Date.now })
  const access = mayWrite({ apiAddress: server.address, apiKey: 'key' })
  const send = (method: 'GET' | 'POST' = 'GET') =>
    client.send({
      access,
      method,
      segments: ['projects', anyUuid, 'x'],
      answer: z.object({ answer: z.number() }),
      ...(method === 'POST' ? { body: {} } : {}),
    })
  return { server, settings, offline, transport, storage, reader, send, lookedUp, asked }
}

describe('working offline', () => {
  it('makes no connection, looks up no name and asks for no proxy, whatever is wanted', async () => {
    const app = await start({ ...online, workOffline: true })
    for (const method of ['GET', 'POST'] as const) {
      expect(await app.send(method)).toMatchObject({
        error: { code: 'network.off', retry: false, arrived: false },
      })
    }
    const stored = `${app.server.address}/mappers/one.jsonnet`
    const read = await app.storage.readMapper(stored, { apiAddress: app.server.address })
    expect(read).toMatchObject({ ok: false, error: { code: 'network.off' } })
    const never = new AbortController().signal
    const outcome = await app.reader.read('https://login.customer.example/', {
      accept: 'application/json',
      privateHost: 'login.customer.example',
      cancel: never,
      limit: never,
    })
    expect(outcome.kind).toBe('failed')
    expect(await app.offline.allowsSending()).toMatchObject({ error: { code: 'network.off' } })
    expect(app.server.connections()).toBe(0)
    expect([app.lookedUp, app.asked]).toEqual([[], []])
  })

  it('reads inline texts, for nothing is sent for them', async () => {
    const app = await start({ ...online, workOffline: true })
    const read = await app.storage.readMapper('base64://e30=', { apiAddress: app.server.address })
    expect(read).toEqual(success('{}'))
  })

  it('refuses a check as a whole, before it begins', async () => {
    const { offline, reader } = await start({ ...online, workOffline: true })
    const deps = { reader, allowsSending: offline.allowsSending } as unknown as CheckDeps
    const input = { projectId: someProject(1), connectionKey: 'oidc:a' }
    expect(await createCheckService(deps).check(input, new AbortController().signal)).toMatchObject(
      { ok: false, error: { code: 'network.off' } },
    )
  })

  it('begins and ends with the setting, at once', async () => {
    const app = await start()
    expect(await app.send()).toEqual(success({ answer: 1 }))
    expect(app.server.arrived).toHaveLength(1)
    await app.settings.save({ ...online, workOffline: true })
    await app.transport.refresh()
    expect(await app.send()).toMatchObject({ error: { code: 'network.off' } })
    expect(app.server.arrived).toHaveLength(1)
    await app.settings.save({ ...online, workOffline: false })
    expect(await app.send()).toEqual(success({ answer: 1 }))
    expect(app.server.arrived).toHaveLength(2)
    expect(await app.offline.allowsSending()).toEqual(success(undefined))
  })

  it('is kept over a restart, and told to whoever shows it', async () => {
    const launch = settingsFile()
    const first = launch()
    expect(await first.offline.isOffline()).toBe(false)
    await first.settings.save({ ...online, workOffline: true })
    expect(first.told).toEqual([false, true])
    const second = launch()
    expect(await second.offline.isOffline()).toBe(true)
    expect(second.told).toEqual([true])
  })
})
