import { describe, expect, it, vi } from 'vitest'
import { demoPeople } from '../../../../../src/emulator/demo/people'
import { demoIds } from '../../../../emulator'
import { value } from '../../../../support/services/main-services'
import { turns } from '../../../../support/services/turns'
import { never, peopleProject, startPeople } from '../../../../support/services/people'

const options = { signal: never() }
const harbor = demoIds.harborLights
const saltmarsh = demoIds.saltmarsh

/** People of the demo as their identities have them, to hold an answer against. */
function demo(emulator: { state(): { projects: any[] } }) {
  const project = emulator.state().projects.find(({ id }) => id === demoIds.northwindProduction)
  const { identities } = demoPeople(project, Date.now())
  return Array.from({ length: identities.length }, (_, at) => identities.at(at) as any)
}

describe('counts', () => {
  it('are read with a key that is made for it, asked for, and deleted', async () => {
    const bench = await startPeople()
    const steps: number[] = []
    const read = value(
      await bench.service.read(bench.byMade, {
        ...options,
        onProgress: ({ people }) => steps.push(people),
      }),
    )
    if (read.kind !== 'read') throw new Error('It was declined')
    const all = demo(bench.emulator)
    expect(read).toMatchObject({ ended: 'whole', left: [] })
    expect(read.counts).toMatchObject({ isWhole: true, people: all.length })
    expect(read.counts.organizations[harbor]).toMatchObject({
      people: 214,
      recent: 31,
      outsideDomains: 0,
      emergency: 2,
    })
    expect(read.counts.domains['harborlights.example']).toEqual({ outside: 9 })
    expect(read.counts.organizations[saltmarsh]).toMatchObject({ emergency: 0 })
    expect(read.counts.organizations[demoIds.oakfield]).toMatchObject({ outsideDomains: 4 })
    const { 'oidc:harbor-entra': entra, 'oidc:quarry-auth0': quarry } = read.counts.connections
    expect(entra?.recent).toBe(31)
    expect(quarry).toMatchObject({ recent: 0, earlier: 0 })
    expect(Date.parse(quarry?.lastSignIn ?? '')).toBeLessThan(Date.now() - 100 * 86_400_000)
    expect(steps.at(-1)).toBeGreaterThan(0)
    expect(bench.asked).toMatchObject([{ purpose: { kind: 'count' }, makesKey: true }])
    expect(bench.emulator.projectKeys()).toEqual([])
    expect(value(await bench.files.projectKeys.read())).toEqual([])
    const admin = bench.emulator.requests().filter(({ path }) => path.includes('/admin/'))
    expect(new Set(admin.map(({ operation }) => operation))).toEqual(
      new Set(['listIdentities', 'listSessions']),
    )
    for (const { url } of admin) expect(url).not.toContain('credential')
    // From disk, when nothing can be asked.
    await bench.emulator.close()
    expect(value(await bench.service.known(peopleProject))).toMatchObject({
      counts: { people: all.length },
      key: 'none',
      goesOn: false,
      isReading: false,
    })
    expect(value(await bench.service.knownAll())).toHaveLength(1)
    expect(bench.told.map(({ known }) => known.isReading)).toEqual([true, false])
  })

  it('are not read where the person says no', async () => {
    const bench = await startPeople({}, { says: () => false })
    expect(value(await bench.service.read(bench.byMade, options))).toEqual({ kind: 'declined' })
    const writes = bench.emulator.requests().filter(({ method }) => method !== 'GET')
    expect(writes).toEqual([])
  })

  it('of a locked project are read with a kept key alone: none is made', async () => {
    const bench = await startPeople()
    const key = await bench.ownKey()
    value(await bench.service.keepKey({ projectId: peopleProject, apiKey: key }, options))
    value(await bench.guards.lock(peopleProject))
    expect(await bench.service.read(bench.byMade, options)).toMatchObject({
      error: { code: 'guard.read-only' },
    })
    expect(bench.asked).toEqual([])
    expect(bench.emulator.projectKeys()).toMatchObject([{ name: 'Own' }])
    expect(value(await bench.service.read(bench.byKept, options))).toMatchObject({ kind: 'read' })
  })

  it('make no key where the project is locked while the person is asked', async () => {
    let lock = (): Promise<unknown> => Promise.resolve()
    const says = async () => {
      await lock()
      return true
    }
    const bench = await startPeople({}, { says })
    lock = () => bench.guards.lock(peopleProject)
    expect(await bench.service.read(bench.byMade, options)).toMatchObject({
      error: { code: 'guard.read-only' },
    })
    expect(bench.asked).toHaveLength(1)
    expect(bench.emulator.projectKeys()).toEqual([])
    expect(value(await bench.files.projectKeys.read())).toEqual([])
    expect(bench.emulator.requests().filter(({ method }) => method === 'POST')).toEqual([])
  })

  it('leave no key where the project is locked while they are read', async () => {
    const bench = await startPeople()
    const locking: Promise<unknown>[] = []
    const onProgress = () => {
      if (locking.length === 0) locking.push(bench.guards.lock(peopleProject))
    }
    const read = value(await bench.service.read(bench.byMade, { ...options, onProgress }))
    await Promise.all(locking)
    expect(read).toMatchObject({ kind: 'read', left: [] })
    expect(bench.emulator.projectKeys()).toEqual([])
  })

  it('in production need the slug before a key is made', async () => {
    const bench = await startPeople()
    const { confirmedSlug: _slug, ...input } = bench.byMade
    expect(await bench.service.read(input, options)).toMatchObject({
      error: { code: 'guard.slug' },
    })
    expect(bench.emulator.projectKeys()).toEqual([])
  })

  it('stop, say “at least”, and go on where they were', async () => {
    const bench = await startPeople()
    const key = await bench.ownKey()
    value(await bench.service.keepKey({ projectId: peopleProject, apiKey: key }, options))
    const late = bench.emulator.fault({
      operation: 'listIdentities',
      path: /admin/,
      delayMs: 60_000,
      times: 100,
    })
    const reading = bench.service.read(bench.byKept, options)
    await expect.poll(() => bench.told.some(({ known }) => known.isReading)).toBe(true)
    await expect.poll(() => late.hits()).toBe(1)
    expect(await bench.service.read(bench.byKept, options)).toMatchObject({
      error: { code: 'people.running' },
    })
    await expect
      .poll(() => bench.emulator.requests().filter(({ operation }) => operation === 'listSessions'))
      .not.toEqual([])
    bench.service.stop(peopleProject)
    const stopped = value(await reading)
    expect(stopped).toMatchObject({ kind: 'read', ended: 'stopped', counts: { isWhole: false } })
    late.remove()
    bench.emulator.clearRequests()
    const again = value(await bench.service.read(bench.byKept, options))
    expect(again).toMatchObject({ ended: 'whole', counts: { isWhole: true } })
  })

  it('that stopped are let go of after an hour, though nobody asks for them, and once they are done', async () => {
    let time = Date.now()
    const bench = await startPeople({}, { now: () => new Date(time) })
    const goesOn = () => bench.told.at(-1)?.known.goesOn
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const stop = async () => {
      const onProgress = () => bench.service.stop(peopleProject)
      const read = await bench.service.read(bench.byMade, { ...options, onProgress })
      expect(value(read)).toMatchObject({ ended: 'stopped' })
      expect(goesOn()).toBe(true)
      return timers.mock.calls.filter(([, after = 0]) => after > 3_000_000).at(-1)?.[0]
    }
    const end = await stop()
    time += 60 * 60 * 1000
    end?.()
    await turns()
    // It can still go on, to the millisecond.
    expect(goesOn()).toBe(true)
    time += 1
    const before = bench.told.length
    end?.()
    await expect.poll(() => bench.told.length).toBe(before + 1)
    expect(goesOn()).toBe(false)
    await stop()
    expect(value(await bench.service.read(bench.byMade, options))).toMatchObject({ ended: 'whole' })
    expect(goesOn()).toBe(false)
    timers.mockRestore()
  })

  it('that are not whole leave whole ones in their place', async () => {
    const bench = await startPeople()
    value(await bench.service.read(bench.byMade, options))
    const before = value(await bench.service.known(peopleProject)).counts
    bench.emulator.fault({ operation: 'listSessions', status: 500, times: 1 })
    expect(await bench.service.read(bench.byMade, options)).toMatchObject({ ok: false })
    expect(bench.emulator.projectKeys()).toEqual([])
    expect(value(await bench.service.known(peopleProject)).counts).toEqual(before)
  })
})

describe('a key of the project', () => {
  it('is kept once the project has taken it, and forgotten', async () => {
    const bench = await startPeople()
    expect(
      await bench.service.keepKey({ projectId: peopleProject, apiKey: 'ory_apikey_no' }, options),
    ).toMatchObject({ ok: false, error: { code: 'people.key-refused', status: 401 } })
    expect(await bench.service.read(bench.byKept, options)).toMatchObject({
      error: { code: 'people.no-key' },
    })
    const key = await bench.ownKey()
    value(await bench.service.keepKey({ projectId: peopleProject, apiKey: ` ${key} ` }, options))
    expect(value(await bench.service.known(peopleProject)).key).toBe('kept')
    value(await bench.service.forgetKey(peopleProject))
    expect(value(await bench.service.known(peopleProject)).key).toBe('none')
    value(await bench.service.keepKey({ projectId: peopleProject, apiKey: key }, options))
    await bench.service.forget([bench.id(peopleProject)])
    expect(value(await bench.store.find('people:'))).toEqual([])
  })

  it('goes to no other host than the one that it was kept for', async () => {
    const bench = await startPeople()
    const key = await bench.ownKey()
    value(await bench.service.keepKey({ projectId: peopleProject, apiKey: key }, options))
    const account = `people:${bench.id(peopleProject)}`
    const other = JSON.stringify({ v: 1, origin: 'https://other.projects.oryapis.com', key })
    value(await bench.store.set(account, other))
    bench.emulator.clearRequests()
    expect(await bench.service.read(bench.byKept, options)).toMatchObject({
      error: { code: 'secret.other-address' },
    })
    expect(bench.emulator.requests().filter(({ path }) => path.includes('admin'))).toEqual([])
  })

  it('that was made is not swept while people are read with it: a start looks for those of earlier runs alone', async () => {
    const bench = await startPeople()
    const late = bench.emulator.fault({ operation: 'listIdentities', delayMs: 60_000, times: 9 })
    const reading = bench.service.read(bench.byMade, options)
    await expect.poll(() => late.hits()).toBe(1)
    await bench.projectKeys.sweep()
    expect(bench.emulator.projectKeys()).toHaveLength(1)
    expect(bench.notices).toEqual([])
    bench.service.stop(peopleProject)
    expect(value(await reading)).toMatchObject({ ended: 'stopped', left: [] })
    expect(bench.emulator.projectKeys()).toEqual([])
  })

  it.each([
    ['is gone after a kill', true, 'The key of an interrupted read of people was deleted.'],
    ['could not be deleted is gone', false, 'A key that could not be deleted before was deleted.'],
  ])('that was made and %s at the next start, and named as such', async (_, isKilled, title) => {
    const bench = await startPeople()
    const project = value(await bench.service.known(peopleProject))
    expect(project.key).toBe('none')
    bench.emulator.fault({ operation: 'deleteProjectApiKey', status: 503, times: 20 })
    const read = value(await bench.service.read(bench.byMade, options))
    expect(read).toMatchObject({ kind: 'read', left: ['key'] })
    expect(bench.emulator.projectKeys()).toMatchObject([
      { name: expect.stringMatching(/^SSO Workbench reading people /) },
    ])
    bench.emulator.clearFaults()
    if (isKilled) {
      const notes = value(await bench.files.projectKeys.read()) ?? []
      value(await bench.files.projectKeys.write(notes.map((note) => ({ ...note, isLeft: false }))))
    }
    await bench.nextStart().sweep()
    expect(bench.emulator.projectKeys()).toEqual([])
    expect(bench.notices).toMatchObject([{ title }])
  })
})

describe('people', () => {
  it('are shown once the person has agreed, and stand in no file', async () => {
    const bench = await startPeople()
    const group = { kind: 'outside', domain: 'HarborLights.example' } as const
    const shown = value(await bench.service.show({ ...bench.byMade, group }, options))
    if (shown.kind !== 'read') throw new Error('It was declined')
    expect(shown).toMatchObject({ total: 9, isWhole: true, left: [] })
    for (const { addresses } of shown.people) {
      expect(addresses).toEqual([expect.stringMatching(/@harborlights\.example$/)])
    }
    expect(bench.asked).toMatchObject([
      { purpose: { kind: 'show', group: 'outside', of: 'HarborLights.example' }, makesKey: true },
    ])
    const emergency = { kind: 'emergency', organizationId: harbor } as const
    const two = value(await bench.service.show({ ...bench.byMade, group: emergency }, options))
    expect(two).toMatchObject({ total: 2 })
    expect(bench.asked[1]).toMatchObject({ purpose: { of: 'Harbor Lights Logistics' } })
    const elsewhere = { kind: 'other-domain', organizationId: demoIds.oakfield } as const
    const four = value(await bench.service.show({ ...bench.byMade, group: elsewhere }, options))
    expect(four).toMatchObject({ total: 4 })
  })

  it('are asked about with a kept key, too', async () => {
    const bench = await startPeople({}, { says: () => false })
    const key = await bench.ownKey()
    value(await bench.service.keepKey({ projectId: peopleProject, apiKey: key }, options))
    bench.emulator.clearRequests()
    const group = { kind: 'outside', domain: 'harborlights.example' } as const
    expect(value(await bench.service.show({ ...bench.byKept, group }, options))).toEqual({
      kind: 'declined',
    })
    expect(bench.emulator.requests()).toEqual([])
    expect(bench.asked).toMatchObject([{ makesKey: false }])
  })

  it('go into a table by their ids alone', async () => {
    const bench = await startPeople()
    const group = { kind: 'outside', domain: 'harborlights.example' } as const
    const result = value(await bench.service.export({ ...bench.byMade, group }, options))
    expect(result).toMatchObject({ kind: 'saved', people: 9, isWhole: true })
    const [file] = bench.saved
    const outside = demo(bench.emulator).filter(
      ({ traits, organization_id: own }) =>
        own === null && traits.email.endsWith('@harborlights.example'),
    )
    expect(file?.text.trim().split('\r\n')).toEqual(['id', ...outside.map(({ id }) => id)])
    expect(file?.text).not.toContain('@')
  })

  it('are saved only with IDs that Ory gives, and only those are counted', async () => {
    const one = (id: string) => ({ id, traits: { email: 'a@harborlights.example' } })
    const all = [one('=1+1'), one(crypto.randomUUID())]
    const people = { identities: { length: 2, at: (at: number) => all[at]! }, sessions: [] }
    const bench = await startPeople({ people: () => people })
    const group = { kind: 'outside', domain: 'harborlights.example' } as const
    const result = value(await bench.service.export({ ...bench.byMade, group }, options))
    expect(result).toMatchObject({ kind: 'saved', people: 1, isWhole: true })
    expect(bench.saved[0]?.text).toBe(`id\r\n${all[1]?.id}\r\n`)
  })
})
