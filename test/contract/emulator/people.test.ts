import { describe, expect, it } from 'vitest'
import { orySpecDir, validateBody } from '../../support/texts/ory-spec'
import { demoIds } from '../../emulator'
import { at, production, start, textOf } from './harness'

const missing = orySpecDir() === undefined
const host = '/project-hosts/brave-lovelace-7k2m9x4q1d/admin'

async function begin(options: Parameters<typeof start>[0] = {}) {
  const running = await start(options)
  const tokens = `/projects/${production}/tokens`
  const key = textOf(at((await running.call('POST', tokens, { name: 'A' })).body, 'value'))
  const get = (path: string, own: string | null = key) =>
    running.call('GET', `${host}/${path}`, undefined, own)
  return { ...running, key, get }
}

describe('people of a project', () => {
  it.skipIf(missing)('are as the OpenAPI document says', async () => {
    const { get } = await begin()
    const identities = (await get('identities?page_size=500')).body as unknown[]
    for (const identity of identities) expect(validateBody('identity', identity)).toEqual([])
    const sessions = (await get('sessions?page_size=1000&expand=identity')).body as unknown[]
    expect(sessions.length).toBeGreaterThan(100)
    for (const session of sessions) expect(validateBody('session', session)).toEqual([])
  })

  it('are filtered by one thing, and sizes have limits', async () => {
    const { get } = await begin()
    const own = `organization_id=${demoIds.harborLights}`
    const some = (await get(`identities?page_size=500&${own}`)).body as {
      organization_id: string
    }[]
    expect(some).toHaveLength(214)
    expect(some.every(({ organization_id: id }) => id === demoIds.harborLights)).toBe(true)
    const [first] = some as unknown as { id: string; traits: { email: string } }[]
    const { id = '', traits } = first ?? {}
    expect((await get(`identities?ids=${id}`)).body).toEqual([first])
    const byName = `identities?credentials_identifier=${encodeURIComponent(traits?.email ?? '')}`
    expect((await get(byName)).body).toEqual([first])
    expect((await get(`identities?${own}&ids=${id}`)).status).toBe(400)
    expect((await get('identities?page_size=501')).status).toBe(400)
    expect((await get('sessions?page_size=1001')).status).toBe(400)
    expect((await get('sessions?expand=secrets')).status).toBe(400)
  })

  it('have sessions with their identity on request alone', async () => {
    const { get } = await begin()
    const bare = (await get('sessions?page_size=10')).body as object[]
    expect(bare.some((session) => 'identity' in session || 'devices' in session)).toBe(false)
    const active = (await get('sessions?page_size=1000&active=true')).body as { active: boolean }[]
    expect(active.length).toBeGreaterThan(0)
    expect(active.every((session) => session.active)).toBe(true)
  })

  it('are the same with each start', async () => {
    const [one, other] = [await begin(), await begin()]
    const ids = async ({ get }: typeof one) =>
      ((await get('identities?page_size=500')).body as { id: string }[]).map(({ id }) => id)
    expect(await ids(one)).toEqual(await ids(other))
  })
})
