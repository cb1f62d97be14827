import { describe, expect, it } from 'vitest'
import { demoIds, oidcProviders, type Emulator } from '../../emulator'
import { orySpecDir, validateBody } from '../../support/texts/ory-spec'
import { signInClient, startSignInProvider } from '../../support/identity-providers/sign-in'
import { at, production, start, textOf } from './harness'

const missing = orySpecDir() === undefined
const slug = 'brave-lovelace-7k2m9x4q1d'
const tokens = `/projects/${production}/tokens`
const host = `/project-hosts/${slug}`
const provider_id = 'meadowlark-okta'
const soon = () => new Date(Date.now() + 3_600_000).toISOString()

/** A browser that keeps cookies and follows redirects, as a person sees it. */
function browser() {
  const jars = new Map<string, Map<string, string>>()
  async function go(
    address: string,
    init: RequestInit = {},
  ): Promise<{ address: string; text: string; status: number }> {
    const { origin } = new URL(address)
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const to = response.headers.get('location')
    const text = await response.text()
    return to === null ? { address, text, status: response.status } : go(new URL(to, address).href)
  }
  const post = (address: string, fields: Record<string, string>) =>
    go(address, { method: 'POST', body: new URLSearchParams(fields) })
  return { go, post }
}

/** The connection at a real provider, with a key and a flow for it. */
async function begin(change: (entry: any) => void = () => undefined) {
  const running = await start({
    evaluateMapper: ({ claims }) =>
      Promise.resolve({
        output: { identity: { traits: { email: claims['email'] ?? null } } },
        missing: ['/traits/name'],
      }),
  })
  const { emulator, call } = running
  const organization = demoIds.meadowlark
  const idp = await startSignInProvider({
    redirectUris: [
      `${emulator.apiAddress}${host}/self-service/methods/oidc/organization/${organization}/callback/${provider_id}`,
    ],
  })
  setProvider(emulator, (entry) => {
    entry.issuer_url = idp.issuer
    entry.client_id = signInClient.id
    entry.client_secret = signInClient.secret
    change(entry)
  })
  const key = textOf(
    at((await call('POST', tokens, { name: 'A', expires_at: soon() })).body, 'value'),
  )
  const flow = (await call('POST', `${host}/admin/test-login-flows`, { provider_id }, key))
    .body as any
  return { ...running, idp, key, flow }
}

function setProvider(emulator: Emulator, change: (entry: any) => void): void {
  emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === production)
    if (project) change(oidcProviders(project).find(({ id }) => id === provider_id))
  })
}

/** Signs in, and reads the result in the same browser. */
async function signIn(begun: Awaited<ReturnType<typeof begin>>, answer: 'yes' | 'no' = 'yes') {
  const { emulator, flow } = begun
  const person = browser()
  const page = await person.go(`${emulator.apiAddress}${host}/ui/login?flow=${flow.id}`)
  expect(page.text).toContain('Sign in with')
  const fields = Object.fromEntries(
    flow.ui.nodes.map(({ attributes }: any) => [attributes.name, attributes.value]),
  )
  const at_idp = await person.post(flow.ui.action, fields)
  const ended = await person.post(at_idp.address, { login: 'grace', answer })
  expect(ended.address).toBe(`${emulator.apiAddress}${host}/session/test-oidc?flow=${flow.id}`)
  const results = `${emulator.apiAddress}${host}/self-service/login/flows?id=${flow.id}`
  const read = JSON.parse((await person.go(results)).text)
  await begun.idp.close()
  return { person, read, payload: read.test_context.debug_payload, results }
}

describe('keys of a project', () => {
  it('open the host of their own project alone, until they expire', async () => {
    const { call, emulator } = await start()
    const flows = `${host}/admin/test-login-flows`
    const key = async (project: string, expires_at: string) =>
      textOf(
        at(
          (await call('POST', `/projects/${project}/tokens`, { name: 'A', expires_at })).body,
          'value',
        ),
      )
    const ask = async (with_key?: string | null) =>
      (await call('POST', flows, { provider_id }, with_key)).status
    expect(await ask(null)).toBe(401)
    expect(await ask()).toBe(401)
    expect(await ask(await key(production, '2020-01-01T00:00:00Z'))).toBe(401)
    expect(await ask(await key(demoIds.northwindStaging, soon()))).toBe(403)
    const own = await key(production, soon())
    expect(await ask(own)).toBe(201)
    expect((await call('POST', flows, { provider_id: 'none' }, own)).status).toBe(404)
    expect((await call('POST', flows, { provider_id: 'x'.repeat(256) }, own)).status).toBe(400)
    expect((await call('GET', `/projects/${production}`, undefined, own)).status).toBe(401)
    // No key is part of what the demo writes to disk.
    expect(JSON.stringify(emulator.state())).not.toContain('ory_apikey_')
  })
})

describe('a test login flow', () => {
  it('signs in at a real provider, and shows the result to that browser alone', async () => {
    const begun = await begin()
    const { payload, read, person, results } = await signIn(begun)
    expect(payload).toMatchObject({
      id_token_claims: { email: 'grace.hopper@customer.example', sub: 'grace' },
      jsonnet_input: { email: 'grace.hopper@customer.example' },
      jsonnet_output: { identity: { traits: { email: 'grace.hopper@customer.example' } } },
      missing_required_traits: ['/traits/name'],
    })
    expect(payload.error).toBeUndefined()
    if (!missing) {
      for (const flow of [begun.flow, read]) {
        expect(validateBody('loginFlow', flow)).toEqual([])
      }
    }
    const other = browser()
    expect((await other.go(results)).status).toBe(403)
    const gone = `${begun.emulator.apiAddress}${host}/self-service/login/test?id=${begun.flow.id}`
    expect((await other.go(gone, { method: 'DELETE' })).status).toBe(403)
    expect((await person.go(gone, { method: 'DELETE' })).status).toBe(204)
    expect((await person.go(gone, { method: 'DELETE' })).status).toBe(404)
  })

  it.each([['token_exchange', /invalid_client/, (entry: any) => (entry.client_secret = 'wrong')]])(
    'stops at %s',
    async (step, message, change) => {
      const { payload } = await signIn(await begin(change))
      expect(payload.error).toMatchObject({ step, message: expect.stringMatching(message) })
    },
  )

  it('is refused by the person, and deleted before anything is captured without a cookie', async () => {
    const { payload } = await signIn(await begin(), 'no')
    expect(payload.error).toMatchObject({ step: 'provider_denied', reason: 'access_denied' })
    const { call, flow, idp } = await begin()
    await idp.close()
    const gone = `${host}/self-service/login/test?id=${flow.id}`
    expect((await call('DELETE', gone, undefined, null)).status).toBe(204)
  })

  it('goes to a stand-in where the identity provider is not on this computer', async () => {
    const begun = await begin((entry) => (entry.issuer_url = 'https://idp.example'))
    await begun.idp.close()
    const person = browser()
    const { action, nodes } = begun.flow.ui
    const fields = Object.fromEntries(
      nodes.map(({ attributes }: any) => [attributes.name, attributes.value]),
    )
    expect((await person.post(action, { ...fields, csrf_token: 'other' })).status).toBe(403)
    const shown = await person.post(action, fields)
    expect(shown.text).toContain('There is no identity provider behind')
    await person.post(shown.address, {
      given_name: 'Ada',
      family_name: 'Sommer',
      email: 'ada@x.example',
      answer: 'yes',
    })
    const results = `${begun.emulator.apiAddress}${host}/self-service/login/flows?id=${begun.flow.id}`
    const read = JSON.parse((await person.go(results)).text)
    expect(read.test_context.debug_payload).toMatchObject({
      id_token_claims: { email: 'ada@x.example' },
    })
  })
})
