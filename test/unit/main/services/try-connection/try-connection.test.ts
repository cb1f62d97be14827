import { afterEach, describe, expect, it } from 'vitest'
import { createApiClient } from '../../../../../src/main/api/client'
import { createTransportLoader } from '../../../../../src/main/api/dispatcher'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { markedTexts, type ProjectKeyNote } from '../../../../../src/main/files/project-keys-file'
import { createMemoryStore } from '../../../../../src/main/secrets/memory-store'
import { createMarks } from '../../../../../src/main/secrets/marks'
import type { SecretStore } from '../../../../../src/main/secrets/secret-store'
import { createProjectKeys } from '../../../../../src/main/services/project-keys'
import type {
  SignInPlace,
  SignInPlaceOptions,
} from '../../../../../src/main/services/try-connection/sign-in-place'
import { createTryConnectionService } from '../../../../../src/main/services/try-connection/try-connection'
import type { Notice } from '../../../../../src/main/files/store/notices'
import { demoIds } from '../../../../emulator'
import { startBench, value } from '../../../../support/services/main-services'

const projectId = demoIds.northwindProduction
const slug = 'brave-lovelace-7k2m9x4q1d'
const connectionKey = 'oidc:meadowlark-okta'

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

/** The service on an emulator, with a place that a test controls instead of a window. */
async function start(more: { readonly says?: boolean; readonly store?: SecretStore } = {}) {
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
  const store = more.store ?? createMemoryStore()
  const marks = createMarks(() => Promise.resolve(store))
  const keys = createProjectKeys({
    ...parts,
    file: bench.files.projectKeys,
    refused: bench.files.refusedKeys,
    marks,
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
        return Promise.resolve(success(more.says ?? true))
      },
      openPlace,
      openAddress: (address) => Promise.resolve(void opened.push(address)),
      onStep: ({ kind }) => steps.push(kind),
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
    marks,
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
    expect(bench.told.at(-1)?.title).toContain('could not be deleted before is still there')
    bench.emulator.clearFaults()
    value(await bench.guards.lock(projectId))
    await bench.keys.sweep()
    expect(bench.emulator.projectKeys()).toEqual([])
    expect(bench.told.at(-1)?.title).toContain('was deleted')
    expect(bench.told.at(-1)?.text).not.toContain('ended')
    expect(value(await bench.files.projectKeys.read())).toEqual([])
    // Nothing is left to do, so nothing is asked.
    bench.emulator.clearRequests()
    await bench.keys.sweep()
    expect(bench.emulator.requests()).toEqual([])
  })

  it.each([
    ['2098-12-31T23:59:59.000Z', 'is forgotten once it has expired, and not told'],
    ['2099-01-01T01:00:00.000Z', 'is kept and told while it can still be used'],
  ])('of a project that nobody can reach any more (%s) %s', async (expiresAt) => {
    const bench = await start()
    const note = {
      server: bench.emulator.apiAddress,
      projectId: bench.id(crypto.randomUUID()),
      name: `SSO Workbench test sign-in ${crypto.randomUUID()}`,
      expiresAt,
    }
    const mark = value(await bench.marks.make(markedTexts(note)))
    value(await bench.files.projectKeys.write([{ ...note, mark }]))
    await bench.keys.sweep()
    const isUsable = expiresAt.startsWith('2099')
    expect(value(await bench.files.projectKeys.read())).toHaveLength(isUsable ? 1 : 0)
    expect(bench.told.map(({ title }) => title)).toEqual(
      isUsable ? ['The key of an interrupted test sign-in is still there.'] : [],
    )
  })
})

describe('a prepared note', () => {
  type Bench = Awaited<ReturnType<typeof start>>

  /** A real key of the project, which its people use, and a lock on the project. */
  async function withRealKey(name = 'Deployment of the shop', store?: SecretStore) {
    const bench = await start(store === undefined ? {} : { store })
    const { apiKey, emulator } = bench
    const answer = await fetch(`${emulator.apiAddress}/projects/${projectId}/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    })
    const { id } = (await answer.json()) as { id: string }
    value(await bench.guards.lock(projectId))
    emulator.clearRequests()
    return { ...bench, keyId: id }
  }

  const soon = '2099-01-01T01:00:00.000Z'
  const ours = () => `SSO Workbench test sign-in ${crypto.randomUUID()}`

  /** A note of the real key with the mark of the app. */
  async function marked(bench: Bench & { keyId?: string }, more: Partial<ProjectKeyNote> = {}) {
    const note = {
      server: bench.emulator.apiAddress,
      projectId: bench.id(projectId),
      name: ours(),
      id: bench.keyId ?? crypto.randomUUID(),
      expiresAt: soon,
      ...more,
    }
    return { ...note, mark: value(await bench.marks.make(markedTexts(note))) }
  }

  async function swept(bench: Bench, note: Partial<ProjectKeyNote>): Promise<ProjectKeyNote> {
    const named = { projectId: bench.id(projectId), name: ours(), expiresAt: soon }
    const whole = { ...named, ...note }
    value(await bench.files.projectKeys.write([whole]))
    await bench.keys.sweep()
    return whole
  }

  async function expectRefused(bench: Bench, note: ProjectKeyNote): Promise<void> {
    expect(bench.emulator.projectKeys()).toHaveLength(1)
    expect(bench.writes()).toEqual([])
    expect(value(await bench.files.projectKeys.read())).toEqual([])
    expect(value(await bench.files.refusedKeys.read())).toEqual([note])
    expect(bench.told).toHaveLength(1)
    expect(bench.told[0]?.title).toContain('was not deleted')
    expect(bench.told[0]?.text).toContain('Nothing was deleted')
    // Told once: the next start finds nothing.
    await bench.keys.sweep()
    expect(bench.told).toHaveLength(1)
  }

  it('of a real key of a locked project deletes nothing, asks no server, and is told', async () => {
    const bench = await withRealKey()
    const note = await swept(bench, { id: bench.keyId, name: 'Deployment of the shop' })
    expect(bench.emulator.requests()).toEqual([])
    await expectRefused(bench, note)
  })

  it.each(['without a mark', 'with a made-up mark', 'with the mark of another note'])(
    'that is named like one of the app, %s, deletes nothing either',
    async (how) => {
      const name = ours()
      const bench = await withRealKey(name)
      const { mark: other, ...note } = await marked(bench)
      const mark = how === 'with a made-up mark' ? 'a'.repeat(64) : other
      const forged = { ...note, name, ...(how === 'without a mark' ? {} : { mark }) }
      await expectRefused(bench, await swept(bench, forged))
      expect(bench.emulator.requests()).toEqual([])
    },
  )

  it('with a mark is believed in nothing that was changed', async () => {
    const name = ours()
    const bench = await withRealKey(name)
    const note = await marked(bench, { name, id: crypto.randomUUID() })
    const changes: Partial<ProjectKeyNote>[] = [
      { id: bench.keyId },
      { id: undefined as never },
      { projectId: bench.id(demoIds.northwindStaging), id: bench.keyId },
      { server: 'https://api.console.ory.com', id: bench.keyId },
      { name: 'Deployment of the shop', id: bench.keyId },
      { expiresAt: '2000-01-01T00:00:00.000Z', id: bench.keyId },
    ]
    for (const change of changes) {
      await swept(bench, { ...note, ...change })
      expect(bench.told.at(-1)?.title, JSON.stringify(change)).toContain('was not deleted')
    }
    expect(bench.writes()).toEqual([])
    expect(bench.emulator.projectKeys()).toHaveLength(1)
  })

  it.each([
    ['has another name at the server', 'Deployment of the shop', undefined],
    [
      'is named as no test sign-in',
      'SSO Workbench test sign-in of Ada',
      'SSO Workbench test sign-in of Ada',
    ],
  ])('of a key that %s deletes nothing, even with the right mark', async (_why, real, noted) => {
    const bench = await withRealKey(real)
    await expectRefused(bench, await swept(bench, await marked(bench, { name: noted ?? ours() })))
  })

  it('of thousands is set aside at once, and a few of them are told', async () => {
    const bench = await withRealKey()
    const many = Array.from({ length: 5000 }, (_, at) => ({
      projectId: bench.id(projectId),
      name: `Key ${at}`,
      id: bench.keyId,
      expiresAt: soon,
    }))
    value(await bench.files.projectKeys.write(many))
    await bench.keys.sweep()
    expect(bench.told).toHaveLength(3)
    expect(value(await bench.files.projectKeys.read())).toEqual([])
    expect(value(await bench.files.refusedKeys.read())).toHaveLength(100)
    expect(bench.emulator.requests()).toEqual([])
  })

  it('deletes no link above a key', async () => {
    const bench = await withRealKey()
    for (const id of ['..', '.', '', '%2e%2e']) await swept(bench, await marked(bench, { id }))
    expect(bench.writes()).toEqual([])
    expect(bench.emulator.projectKeys()).toHaveLength(1)
  })

  it('of an earlier session without a keychain is told, and its key left', async () => {
    const name = ours()
    const bench = await withRealKey(name)
    const note = await marked(bench, { name })
    const earlier = createMarks(() => Promise.resolve(createMemoryStore()))
    const mark = value(await earlier.make(markedTexts(note)))
    value(await bench.marks.make(['another', 'one']))
    await expectRefused(bench, await swept(bench, { ...note, mark }))
  })

  it('waits where the keychain cannot be asked', async () => {
    const locked = failure(appError('secret.unavailable', 'The keychain is locked'))
    const store = { ...createMemoryStore(), get: () => Promise.resolve(locked) }
    const bench = await withRealKey(ours(), store)
    const note = await swept(bench, { id: bench.keyId, mark: 'a'.repeat(64) })
    expect(bench.told.at(-1)?.title).toContain('still there')
    expect(value(await bench.files.projectKeys.read())).toEqual([note])
    expect(bench.emulator.requests()).toEqual([])
  })

  it('of a key that is gone is forgotten without a word', async () => {
    const bench = await start()
    await swept(bench, await marked(bench))
    expect(bench.told).toEqual([])
    expect(value(await bench.files.projectKeys.read())).toEqual([])
    expect(bench.writes()).toEqual([])
  })
})
