import { readdirSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { isLong, sampled } from '../../soak/size'
import { demoIds, faultKinds } from '../../emulator'
import type { FaultRule } from '../../emulator/fault-rule'
import { useSsoServer } from '../../support/runner/sso-server'
import { newSecret, production, teamOn } from '../../support/runner/team-on-server'

const { start } = useSsoServer()
const projectId = String(demoIds.northwindProduction)

/** What is published, by the number of its requests; `shows` is text that the server has then, in their order. */
const publishes = {
  'an edit and a secret': {
    edit: ({ rename }: Team) => rename(),
    planned: ['--secret', 'foxglove-okta=FOXGLOVE'],
    secret: 'foxglove-okta=FOXGLOVE',
    shows: ['Tidewater Renamed'],
  },
  'a secret': {
    edit: () => undefined,
    planned: ['--secret', 'foxglove-okta=FOXGLOVE'],
    secret: 'foxglove-okta=FOXGLOVE',
    shows: [newSecret],
  },
  'a new organization and its connection': {
    edit: ({ addCustomer }: Team) => addCustomer(),
    planned: [],
    secret: 'pebble-okta=FOXGLOVE',
    shows: ['"Pebble"', 'pebble-okta'],
  },
} as const
type Team = Awaited<ReturnType<typeof teamOn>>
type Published = keyof typeof publishes

async function planned(what: Published = 'an edit and a secret') {
  const server = await start()
  const team = await teamOn(server)
  const { edit, planned: named, secret, shows } = publishes[what]
  edit(team)
  const { plan } = team
  expect((await plan(...named, '--out', 'plan.json')).status).toBe(2)
  server.emulator.clearRequests()
  const at = ['--api', server.emulator.apiAddress, '--project', production]
  const args = ['apply', 'plan.json', ...at, '--production', production, '--secret', secret]
  const begin = (...more: string[]) => server.begin([...args, ...more], { FOXGLOVE: newSecret })
  const apply = (...more: string[]) => server.run([...args, ...more], { FOXGLOVE: newSecret })
  /** How much of it is there; anything between two requests throws. */
  function effect(): 'none' | 'part' | 'full' {
    const text = JSON.stringify(server.emulator.project(projectId))
    const there = [...shows, newSecret].map((shown) => text.includes(shown))
    const [first, ...others] = there
    expect(new Set(others).size, 'each request is all or nothing').toBe(1)
    const last = others.at(-1)
    if (last) expect(first, 'in their order').toBe(true)
    return last ? 'full' : first ? 'part' : 'none'
  }
  /** Nothing that was said or left on disk holds the key or the secret. */
  function holdsNothing(): void {
    const said = [...server.said, ...server.everyFile()].join('\n')
    expect(said).not.toContain(server.key)
    expect(said).not.toContain(newSecret)
  }
  return { server, plan, named, begin, apply, effect, holdsNothing }
}

/** Those that keep nobody waiting for minutes; the client itself waits half a minute for an answer. */
const isQuick = ({ delayMs = 0, lateMs = 0 }: FaultRule) => Math.max(delayMs, lateMs) < 1000
/** A bare status is in the rows below. */
const others = faultKinds.filter(
  ({ rule }) => (rule.status === undefined || rule.body || rule.html) && (isLong || isQuick(rule)),
)
const always = 99
/** Each status without and with effect: a proxy may answer with any although the server took the request. */
const statuses = [400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 502, 503, 504].flatMap(
  (status) =>
    [false, true].map((afterEffect) => ({
      name: `${status}${afterEffect ? ' after' : ''}`,
      effect: afterEffect ? 'full' : 'none',
      rule: { status, afterEffect },
    })),
)
/** The faults of a request, once and as often as it is sent; too many 429 keep it waiting for minutes. */
const cells = [...statuses, ...others].flatMap((fault) =>
  [1, always]
    .filter((times) => times === 1 || (fault.rule.status !== 429 && isQuick(fault.rule)))
    .flatMap((times) =>
      (
        [
          ['an edit and a secret', 1],
          ['a secret', 1],
          ['a new organization and its connection', 1],
          ['a new organization and its connection', 2],
        ] as const
      ).map(([what, request]) => ({ ...fault, times, what, request })),
    ),
)

/** What `apply` says of a state of the server: the exit code, `result` of its JSON, and its words. */
const told = {
  published: [0, /^Published to /m],
  'nothing-to-do': [0, /^Nothing is to be changed: the server has it already/m],
  'not-published': [1, /^Not published\. /m],
  moved: [2, /^Make a new plan\. With what is left of this one/m],
  'partly-published': [1, /^Published in part\. .*\n(Done: .*\n)+(Left: .*\n)+Make a new plan/m],
  unknown: [1, /^It may have taken effect: only the secret can tell\./m],
} as const

it.each(sampled(cells, 37))(
  '$name of request $request, $times times: $what',
  async ({ rule, what, request, times, effect: expected }) => {
    const results = []
    for (const json of [false, true]) {
      const { server, plan, named, apply, effect, holdsNothing } = await planned(what)
      if (request === 2) server.emulator.fault({ method: 'PATCH', lateMs: 1 })
      const fault = server.emulator.fault({ ...rule, method: 'PATCH', times })
      const { status, stdout, stderr } = await apply(...(json ? ['--json'] : []))
      const said = `${stdout}${stderr}`
      expect(fault.hits(), said).toBeGreaterThan(0)
      const did = effect()
      const isLimited = rule.status === 429
      // A limiter does not take a request, so the move that its effect made is taken for another writer's.
      const isTwo = request === 2 || (isLimited && what === 'a new organization and its connection')
      if (!isTwo) expect(did, 'all or nothing').not.toBe('part')
      // Words, exit code and JSON say what the server has.
      const result: keyof typeof told = json
        ? JSON.parse(stdout).result
        : Object.entries(told).find(([, [, words]]) => words.test(said))?.[0]
      expect(Object.keys(told), said).toContain(result)
      results.push(result)
      expect(status, said).toBe(told[result][0])
      const truth = { full: 'published', part: 'partly-published', none: 'not-published' } as const
      expect(said).not.toContain('nothing was sent')
      // Then nothing shows the secret beside an edit.
      const isHidden = what === 'a secret' || (isLimited && what === 'an edit and a secret')
      if (result === 'unknown') expect(isHidden, said).toBe(true)
      else if (result === 'nothing-to-do') expect(did, said).toBe('full')
      else if (result === 'moved') expect([did, isLimited], said).toEqual(['part', true])
      else expect(result, said).toBe(truth[did])
      if (expected === 'full') expect(did).not.toBe('none')
      // A request is never sent a second time on a guess.
      if (did === 'full' && times === 1) expect(fault.effects()).toBeLessThanOrEqual(1)
      expect(stderr).not.toMatch(/\n\s+at /)
      // So does whoever plans again, and a plan that is done can be applied again.
      server.emulator.clearFaults()
      const hasLeft = what === 'an edit and a secret' ? did === 'none' : did !== 'full'
      const next = what === 'a secret' || !hasLeft ? 0 : 2
      // Reads may be late.
      await vi.waitFor(async () => expect((await plan()).status).toBe(next))
      if (did === 'part') await plan(...named, '--out', 'plan.json')
      expect((await apply()).status).toBe(0)
      expect(effect()).toBe('full')
      holdsNothing()
    }
    expect(results[0]).toBe(results[1])
  },
  240_000,
)

describe('a server that takes no organizations in a patch', () => {
  it.each([400, 403, 404] as const)(
    '%i',
    async (organizationsInPatch) => {
      const server = await start({ organizationsInPatch })
      const { rename, addCustomer, plan, apply } = await teamOn(server)
      rename()
      addCustomer()
      expect((await plan('--out', 'plan.json')).status).toBe(2)
      const args = ['apply', 'plan.json', '--project', production, '--production', production]
      const to = ['--api', server.emulator.apiAddress, '--secret', 'pebble-okta=PEBBLE']
      const { status, stdout, stderr } = await server.run([...args, ...to], { PEBBLE: newSecret })
      expect(stderr).toMatch(/The same changes are sent as:\n {2}POST /)
      expect({ status, stderr }).toMatchObject({ status: 0 })
      expect(stdout).toMatch(/^Published to /)
      const project = JSON.stringify(server.emulator.project(projectId))
      for (const text of ['Pebble', 'Tidewater Renamed', newSecret]) expect(project).toContain(text)
      expect((await apply()).status).toBe(0)
    },
    120_000,
  )

  it('nor IDs of its clients', async () => {
    const server = await start({ organizationIds: 'refused' })
    const { addCustomer, plan } = await teamOn(server)
    addCustomer()
    expect((await plan('--out', 'plan.json')).status).toBe(2)
    const args = ['apply', 'plan.json', '--project', production, '--production', production]
    const to = ['--api', server.emulator.apiAddress, '--secret', 'pebble-okta=PEBBLE']
    const { status, stderr } = await server.run([...args, ...to], { PEBBLE: newSecret })
    expect({ status, stderr }).toMatchObject({ status: 0 })
    expect(JSON.stringify(server.emulator.project(projectId))).toContain(newSecret)
  })
})

it.each([
  ['before it takes effect', { delayMs: 120_000 }, 'none'],
  ['after it took effect', { lateMs: 120_000 }, 'full'],
] as const)(
  'killed %s, all is there or nothing',
  async (_when, rule, expected) => {
    const { server, plan, begin, effect, holdsNothing } = await planned()
    const fault = server.emulator.fault({ ...rule, method: 'PATCH' })
    const { child, ran } = begin()
    await vi.waitFor(() => expect(fault.hits()).toBe(1), { timeout: 60_000 })
    child.kill('SIGKILL')
    await ran
    holdsNothing()
    server.emulator.clearFaults()
    expect(effect()).toBe(expected)
    expect((await plan()).status).toBe(expected === 'full' ? 0 : 2)
  },
  120_000,
)

it('told to end before it sends, it sends nothing and leaves no folder of its own', async () => {
  const { server, begin, effect } = await planned()
  const fault = server.emulator.fault({ operation: 'getProject', delayMs: 120_000 })
  const { child, ran } = begin()
  await vi.waitFor(() => expect(fault.hits()).toBe(1), { timeout: 60_000 })
  child.kill('SIGTERM')
  const { status, stdout, stderr } = await ran
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toContain('It was cancelled')
  expect(readdirSync(server.place).filter((name) => name.startsWith('sso-workbench-'))).toEqual([])
  expect(server.writes()).toEqual([])
  expect(effect()).toBe('none')
})

it('told to end while it sends, it waits for the answer, and ends when it is told again', async () => {
  const { server, plan, begin, effect, holdsNothing } = await planned()
  const fault = server.emulator.fault({ delayMs: 120_000, method: 'PATCH' })
  const { child, ran } = begin()
  let said = ''
  child.stderr?.on('data', (text: string) => (said += text))
  await vi.waitFor(() => expect(fault.hits()).toBe(1), { timeout: 60_000 })
  // As where its terminal is closed.
  child.kill('SIGHUP')
  await vi.waitFor(() => expect(said).toContain('its answer is awaited'), { timeout: 60_000 })
  child.kill('SIGTERM')
  const { status, stdout, stderr } = await ran
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toContain('what was sent may have taken effect')
  expect(readdirSync(server.place).filter((name) => name.startsWith('sso-workbench-'))).toEqual([])
  holdsNothing()
  server.emulator.clearFaults()
  expect((await plan()).status).toBe(effect() === 'full' ? 0 : 2)
})
