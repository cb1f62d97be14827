import { afterEach, describe, expect, it } from 'vitest'
import { createApiClient } from '../../../../../src/main/api/client'
import { createTransportLoader } from '../../../../../src/main/api/dispatcher'
import { success } from '../../../../../src/core/errors/result'
import { createProjectKeys } from '../../../../../src/main/services/try-connection/project-keys'
import type {
  SignInPlace,
  SignInPlaceOptions,
} from '../../../../../src/main/services/try-connection/sign-in-place'
import { createTryConnectionService } from '../../../../../src/main/services/try-connection/try-connection'
import type { Notice } from '../../../../../src/main/files/store/notices'
import { demoIds } from '../../../../emulator'
import { startBench, value } from '../../../../support/main-services'

const projectId = demoIds.northwindProduction
const slug = 'brave-lovelace-7k2m9x4q1d'
const connectionKey = 'oidc:meadowlark-okta'

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

/** The service on an emulator, with a place that a test controls instead of a window. */
async function start(more: { readonly says?: boolean } = {}) {
  const bench = await startBench()
  const transport = createTransportLoader({})
  endings.push(() => transport.close())
  const client = createApiClient({
    transport,
    userAgent: 'test/1',
    sleep: () => Promise.resolve(),
    timeout: 2000,
    secrets: bench.secrets,
  })
  const told: Notice[] = []
  const asked: string[] = []
  const opened: string[] = []
  const steps: string[] = []
  const places: { options: SignInPlaceOptions; shown: string[]; ended: boolean }[] = []
  const parts = {
    client,
    workspaces: bench.workspaces,
    guards: bench.guards,
    now: () => new Date('2099-01-01T00:00:00Z'),
  }
  const keys = createProjectKeys({
    ...parts,
    file: bench.files.projectKeys,
    secrets: bench.secrets,
    notices: { add: (notice) => told.push(notice) },
    newId: () => crypto.randomUUID(),
  })
  let began: () => void = () => undefined
  const begun = new Promise<void>((resolve) => (began = resolve))
  /** Cookies of the one place: without them a captured result is not shown. */
  let cookie = ''
  function openPlace(options: SignInPlaceOptions): SignInPlace {
    const place = { options, shown: [] as string[], ended: false }
    places.push(place)
    return {
      show({ address, form }) {
        place.shown.push(`${address} ${form ?? ''}`)
        began()
      },
      hide: () => undefined,
      async ask(method, address) {
        const response = await fetch(address, { method, headers: { cookie } })
        return { status: response.status, text: await response.text() }
      },
      end: () => Promise.resolve(void (place.ended = true)),
    }
  }
  const service = bench.named(
    createTryConnectionService({
      ...parts,
      files: bench.files,
      keys,
      allowsSending: () => Promise.resolve(success(undefined)),
      ask: ({ connection }) => {
        asked.push(connection)
        return Promise.resolve(more.says ?? true)
      },
      openPlace,
      openAddress: (address) => Promise.resolve(void opened.push(address)),
      emit: ({ step }) => steps.push(step.kind),
    }),
  )
  value(await bench.projects.read(projectId, {}))
  const input = { projectId, connectionKey, where: 'window', confirmedSlug: slug } as const
  /** Signs in at the stand-in, as the window would. */
  async function signIn(answer: string): Promise<string> {
    const [shown = ''] = places[0]?.shown ?? []
    const [address = '', form = ''] = shown.split(' ')
    const jar: string[] = []
    async function go(to: string, init: RequestInit = {}): Promise<string> {
      const response = await fetch(to, {
        ...init,
        redirect: 'manual',
        headers: { cookie: jar.join('; ') },
      })
      jar.push(...response.headers.getSetCookie().map((line) => line.split(';')[0] ?? ''))
      const next = response.headers.get('location')
      return next === null ? to : go(next)
    }
    const page = await go(address, { method: 'POST', body: new URLSearchParams(form) })
    const fields = { email: 'ada@meadowlark.example', given_name: 'Ada', answer }
    const ended = await go(page, { method: 'POST', body: new URLSearchParams(fields) })
    cookie = jar.join('; ')
    return ended
  }
  const writes = () =>
    bench.emulator
      .requests()
      .flatMap(({ method, operation }) => (method === 'GET' ? [] : [operation]))
  return {
    ...bench,
    service,
    keys,
    told,
    asked,
    opened,
    steps,
    places,
    input,
    begun,
    signIn,
    writes,
  }
}

const never = () => new AbortController().signal

describe('a try', () => {
  it('asks, deletes its key before the window opens, and reads the result from the session', async () => {
    const bench = await start()
    const running = bench.service.run(bench.input, never())
    await bench.begun
    expect(bench.asked).toEqual(['Meadowlark Okta'])
    expect(bench.emulator.projectKeys()).toEqual([])
    expect(value(await bench.files.projectKeys.read())).toEqual([])
    expect(bench.writes()).toEqual([
      'createProjectApiKey',
      'createTestLoginFlow',
      'deleteProjectApiKey',
    ])
    const [place] = bench.places
    place?.options.onAddress(await bench.signIn('yes'))
    const outcome = value(await running)
    expect(outcome).toMatchObject({
      kind: 'captured',
      left: [],
      payload: { id_token_claims: { email: 'ada@meadowlark.example' } },
    })
    expect(bench.steps).toEqual(['asking', 'preparing', 'reading'])
    expect(place?.ended).toBe(true)
    expect(bench.writes().at(-1)).toBe('deleteTestLoginFlow')
    const made = bench.emulator
      .requests()
      .find(({ operation }) => operation === 'createTestLoginFlow')
    const key = String(made?.headers['authorization']).replace('Bearer ', '')
    expect(key).toMatch(/^ory_apikey_/)
    expect(bench.secrets.scrub(`it was ${key}`)).not.toContain(key)
  })

  it('that is closed, or cancelled, is taken back', async () => {
    const bench = await start()
    const running = bench.service.run(bench.input, never())
    await bench.begun
    expect(await bench.service.run(bench.input, never())).toMatchObject({
      ok: false,
      error: { code: 'try.running' },
    })
    bench.places[0]?.options.onAddress('https://accounts.example/?error=disallowed_useragent')
    bench.places[0]?.options.onClosed()
    expect(value(await running)).toEqual({ kind: 'closed', left: [] })
    expect(bench.steps).toContain('embedded-refused')
    const controller = new AbortController()
    const second = bench.service.run(bench.input, controller.signal)
    await expect.poll(() => bench.places[1]?.shown.length).toBe(1)
    controller.abort()
    expect(await second).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
    expect(bench.writes().filter((name) => name === 'deleteTestLoginFlow')).toHaveLength(2)
  })

  it('goes on in the system’s browser, at addresses of the project alone', async () => {
    const bench = await start()
    const controller = new AbortController()
    const running = bench.service.run({ ...bench.input, where: 'browser' }, controller.signal)
    await expect.poll(() => bench.opened.length).toBe(1)
    value(await bench.service.openInBrowser({ projectId, what: 'result' }))
    const [page, result] = bench.opened.map((address) => new URL(address).pathname)
    expect([page, result]).toEqual([
      `/project-hosts/${slug}/ui/login`,
      `/project-hosts/${slug}/self-service/login/flows`,
    ])
    controller.abort()
    await running
    expect(await bench.service.openInBrowser({ projectId, what: 'result' })).toMatchObject({
      ok: false,
    })
  })

  it('writes nothing where the person says no', async () => {
    const bench = await start({ says: false })
    expect(value(await bench.service.run(bench.input, never()))).toEqual({ kind: 'declined' })
    expect(bench.writes()).toEqual([])
  })

  it.each([
    ['a SAML connection', { connectionKey: 'saml:oakfield-shibboleth' }, 'try.not-possible'],
    ['a disabled connection', { connectionKey: 'oidc:saltmarsh-ping' }, 'try.not-possible'],
    ['an unknown connection', { connectionKey: 'oidc:none' }, 'request.invalid'],
    ['production without its slug', { confirmedSlug: 'other' }, 'guard.slug'],
  ])('refuses %s before it asks', async (_what, change, code) => {
    const bench = await start()
    const answer = await bench.service.run({ ...bench.input, ...change }, never())
    expect(answer).toMatchObject({ ok: false, error: { code } })
    expect(bench.asked).toEqual([])
    expect(bench.writes()).toEqual([])
  })

  it('refuses a locked project, and what others deleted meanwhile', async () => {
    const bench = await start()
    value(await bench.guards.lock(projectId))
    expect(await bench.service.run(bench.input, never())).toMatchObject({
      error: { code: 'guard.read-only' },
    })
    const other = await start()
    other.emulator.edit((state) => {
      const project = state.projects.find(({ id }) => id === projectId) as any
      const { config } = project.services.identity.config.selfservice.methods.oidc
      config.providers = config.providers.filter(({ id }: any) => id !== 'meadowlark-okta')
    })
    expect(await other.service.run(other.input, never())).toMatchObject({
      error: { code: 'try.not-possible', message: expect.stringContaining('no longer') },
    })
  })

  it('deletes the key also where no flow was made', async () => {
    const bench = await start()
    bench.emulator.fault({ operation: 'createTestLoginFlow', status: 404, times: 9 })
    expect(await bench.service.run(bench.input, never())).toMatchObject({
      error: { code: 'api.not-found' },
    })
    expect(bench.emulator.projectKeys()).toEqual([])
  })

  it('finds a key by its name where the answer to its making was lost', async () => {
    const bench = await start()
    bench.emulator.fault({ operation: 'createProjectApiKey', drop: 'after', times: 1 })
    const answer = await bench.service.run(bench.input, never())
    expect(answer.ok).toBe(false)
    expect(bench.emulator.projectKeys()).toEqual([])
    expect(value(await bench.files.projectKeys.read())).toEqual([])
  })
})

describe('a key that was left', () => {
  it('is deleted at the next start, told, and also where the project is locked by then', async () => {
    const bench = await start()
    bench.emulator.fault({ operation: 'deleteProjectApiKey', status: 500, times: 9 })
    const running = bench.service.run(bench.input, never())
    await bench.begun
    bench.places[0]?.options.onClosed()
    expect(value(await running)).toEqual({ kind: 'closed', left: ['key'] })
    const [left] = bench.emulator.projectKeys()
    expect(left?.expiresAt).toBe('2099-01-01T01:00:00.000Z')
    await bench.keys.sweep()
    expect(bench.told.at(-1)?.title).toContain('still there')
    bench.emulator.clearFaults()
    value(await bench.guards.lock(projectId))
    await bench.keys.sweep()
    expect(bench.emulator.projectKeys()).toEqual([])
    expect(bench.told.at(-1)?.title).toContain('was deleted')
    expect(value(await bench.files.projectKeys.read())).toEqual([])
    // Nothing is left to do, so nothing is asked.
    bench.emulator.clearRequests()
    await bench.keys.sweep()
    expect(bench.emulator.requests()).toEqual([])
  })
})
