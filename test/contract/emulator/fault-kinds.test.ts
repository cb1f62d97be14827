import { describe, expect, it, vi } from 'vitest'
import { demoIds, faultKinds, type FaultKind } from '../../emulator'
import { at, oidcPath, production, start, type Client } from './harness'

interface Write {
  operation: string
  send: (client: Client, signal: AbortSignal) => Promise<Response>
  /** How often the server has what was asked for. */
  count: (client: Client) => number
}

async function ask(
  { emulator }: Client,
  method: string,
  path: string,
  body: unknown,
  signal: AbortSignal,
) {
  const key = Object.values(emulator.demoApiKeys)[0] ?? ''
  return fetch(emulator.apiAddress + path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal,
  })
}

const organizations = `/projects/${production}/organizations`
const labels = ({ emulator }: Client, label: string) =>
  emulator.state().projects[0]?.organizations.filter((item) => item['label'] === label).length ?? 0

const writes: Write[] = [
  {
    operation: 'createOrganization',
    send: (client, signal) =>
      ask(client, 'POST', organizations, { label: 'Once', domains: [] }, signal),
    count: (client) => labels(client, 'Once'),
  },
  {
    operation: 'patchProjectWithRevision',
    send: (client, signal) => {
      const revision = String(client.emulator.project(production)['revision_id'])
      const patch = [{ op: 'replace', path: `${oidcPath}/0/label`, value: 'Once' }]
      return ask(client, 'PATCH', `/projects/${production}/revision/${revision}`, patch, signal)
    },
    count: ({ emulator }) =>
      JSON.stringify(emulator.project(production)).split('"label":"Once"').length - 1,
  },
  {
    operation: 'patchNormalizedProject',
    send: (client, signal) => {
      const revision = String(client.emulator.project(production)['revision_id'])
      const patch = [{ op: 'replace', path: '/scim_clients/0/label', value: 'Once' }]
      const path = `/normalized/projects/${production}/revision/${revision}`
      return ask(client, 'PATCH', path, patch, signal)
    },
    count: ({ emulator }) =>
      JSON.stringify(emulator.state().projects[0]?.scim_clients).split('"label":"Once"').length - 1,
  },
  {
    operation: 'deleteOrganization',
    send: (client, signal) =>
      ask(client, 'DELETE', `${organizations}/${demoIds.harborLights}`, undefined, signal),
    count: (client) => 1 - labels(client, 'Harbor Lights Logistics'),
  },
]

/** What a simple client makes of it. */
async function outcome(send: () => Promise<Response>): Promise<string> {
  try {
    const response = await send()
    if (response.status >= 400) {
      await response.body?.cancel()
      return 'error'
    }
    if (response.status === 204) return 'success'
    const reader = response.body?.getReader()
    const decoder = new TextDecoder()
    let text = ''
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += decoder.decode(part.value, { stream: true })
      // As many bytes as nobody needs to understand an answer.
      if (text.length > 4_000_000) {
        await reader?.cancel()
        return 'garbled'
      }
    }
    return typeof at(JSON.parse(text), 'project', 'name') === 'string' ||
      typeof at(JSON.parse(text), 'current_revision', 'name') === 'string' ||
      typeof at(JSON.parse(text), 'label') === 'string'
      ? 'success'
      : 'garbled'
  } catch (error) {
    return error instanceof SyntaxError ? 'garbled' : 'lost'
  }
}

/** A fault of the catalogue by its name. */
function named(name: string): FaultKind {
  const found = faultKinds.find((kind) => kind.name === name)
  if (!found) throw new Error(`no fault ${name}`)
  return found
}

describe.each(writes)('$operation', ({ operation, send, count }) => {
  it.each(faultKinds.map((kind) => [kind.name, kind] as const))(
    '%s has the effect and the answer that the catalogue says',
    async (_name, { rule, effect, answer }) => {
      const patience = new AbortController()
      const client = await start({ onHeld: () => patience.abort() })
      const before = client.emulator.state()
      const fault = client.emulator.fault({ ...rule, operation })
      expect(await outcome(() => send(client, patience.signal))).toBe(answer)
      expect(fault.hits()).toBe(1)
      expect(fault.hits()).toBe(fault.expectedHits())
      expect(count(client)).toBe(effect === 'full' ? 1 : 0)
      if (effect === 'none') expect(client.emulator.state()).toEqual(before)
    },
  )
})

describe('the catalogue', () => {
  it('has names of its own, and explains each', () => {
    expect(new Set(faultKinds.map(({ name }) => name)).size).toBe(faultKinds.length)
    for (const { name, explains } of faultKinds) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(explains.length).toBeGreaterThan(8)
    }
  })

  it('a request that is given up while it waits has no effect, and a late one has', async () => {
    for (const [rule, times] of [
      [{ delayMs: 400 }, 0],
      [{ lateMs: 400 }, 1],
    ] as const) {
      const client = await start()
      const fault = client.emulator.fault({ ...rule, times: 2, operation: 'createOrganization' })
      const patience = new AbortController()
      const gone = ask(
        client,
        'POST',
        organizations,
        { label: 'Once', domains: [] },
        patience.signal,
      )
      const waits = () => (times === 0 ? fault.hits() : fault.effects()) === 1
      await Promise.all([
        expect(gone).rejects.toThrow(),
        vi.waitUntil(waits, { interval: 1, timeout: 60_000 }).then(() => patience.abort()),
      ])
      // A later one waits as long, so the first would have its effect by then.
      const { signal } = new AbortController()
      await ask(client, 'POST', organizations, { label: 'After', domains: [] }, signal)
      expect(labels(client, 'Once')).toBe(times)
    }
  })

  it('does not keep a server from stopping', async () => {
    const client = await start()
    client.emulator.fault(named('timeout-after').rule)
    const hanging = client.call('GET', '/workspaces').catch(() => 'closed')
    await expect.poll(() => client.emulator.requests().length).toBe(1)
    await client.emulator.close()
    expect(await hanging).toBe('closed')
  })
})

describe('rules', () => {
  it('strike by chance, the same for the same seed', async () => {
    const run = async (seed: number) => {
      const { emulator, call } = await start({ seed })
      const fault = emulator.fault({ status: 503, probability: 0.5, times: Infinity })
      const seen: number[] = []
      for (let turn = 0; turn < 40; turn += 1) seen.push((await call('GET', '/workspaces')).status)
      expect(fault.hits()).toBe(seen.filter((status) => status === 503).length)
      return seen
    }
    const first = await run(7)
    expect(await run(7)).toEqual(first)
    expect(await run(8)).not.toEqual(first)
    expect(first.filter((status) => status === 503).length).toBeGreaterThan(8)
    expect(first.filter((status) => status === 503).length).toBeLessThan(32)
  })

  it('never and always are chances too', async () => {
    const { emulator, call } = await start()
    const never = emulator.fault({ status: 503, probability: 0 })
    const always = emulator.fault({ status: 502, probability: 1 })
    expect((await call('GET', '/workspaces')).status).toBe(502)
    expect([never.hits(), always.hits()]).toEqual([0, 1])
  })

  it('stale reads see what was there before, for so long', async () => {
    let now = 0
    const { emulator, call, read, patch } = await start({ clock: () => now })
    emulator.fault({ ...named('stale-reads').rule, operation: 'patchProjectWithRevision' })
    const before = await read()
    const written = await patch([{ op: 'replace', path: '/name', value: 'Renamed' }])
    expect(at(written.body, 'project', 'name')).toBe('Renamed')
    expect(await read()).toEqual(before)
    now = 600
    expect((await read())['name']).toBe('Renamed')
    // Only what the rule hit: the next write is seen at once.
    await call('PUT', `${organizations}/${demoIds.harborLights}`, { label: 'Seen' })
    expect(JSON.stringify(await read())).toContain('"Seen"')
  })

  it('stale reads can be the rule for all writes', async () => {
    let now = 0
    const { read, patch } = await start({ staleReadsForMs: 300, clock: () => now })
    await patch([{ op: 'replace', path: '/name', value: 'Renamed' }])
    expect((await read())['name']).toBe('Northwind Production')
    now = 300
    expect((await read())['name']).toBe('Renamed')
  })

  it('another writer comes first: the revision moves, so that a guarded patch is refused', async () => {
    const { emulator, patch } = await start()
    emulator.fault({ operation: 'patchProjectWithRevision', otherWriter: true })
    expect((await patch([{ op: 'replace', path: '/name', value: 'Mine' }])).status).toBe(409)
    const { organizations: all, name } = emulator.project(production)
    expect([at(all, 0, 'label'), name]).toEqual([
      'Harbor Lights Logistics (renamed elsewhere)',
      'Northwind Production',
    ])
  })

  it('another writer does what it is told, also where nothing guards', async () => {
    const { emulator, call } = await start()
    emulator.fault({
      operation: 'updateOrganization',
      otherWriter: ({ projects: [project] }) => {
        if (project) project.name = 'Theirs'
      },
    })
    const path = `${organizations}/${demoIds.harborLights}`
    expect((await call('PUT', path, { label: 'Mine' })).status).toBe(200)
    const { organizations: all, name } = emulator.project(production)
    expect([at(all, 0, 'label'), name]).toEqual(['Mine', 'Theirs'])
  })

  it('replace members by ones of other types and values', async () => {
    const { emulator, call, read } = await start()
    emulator.fault({ replaceBody: 'mistyped' })
    const mistyped = await call('GET', `/projects/${production}`)
    expect(mistyped.body).toMatchObject({ id: 36, organizations: { '0': { domains: {} } } })
    emulator.fault({ replaceBody: 'wrongEnum' })
    expect(await read()).toMatchObject({
      id: production,
      state: 'unheard-of',
      environment: 'unheard-of',
    })
  })

  it('stream as many bytes as told', async () => {
    const { emulator, call } = await start()
    emulator.fault({ replaceBody: 'enormous', enormousMiB: 2 })
    const { text, headers } = await call('GET', '/workspaces')
    expect(text.length).toBe(2 * 1024 * 1024 + '{"padding":""}'.length)
    expect(headers.get('content-type')).toContain('json')
  })
})
