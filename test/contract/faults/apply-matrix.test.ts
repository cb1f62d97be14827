import { readdirSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { sampled } from '../../soak/size'
import { demoIds, faultKinds } from '../../emulator'
import { useSsoServer } from '../../support/runner/sso-server'
import { newSecret, production, teamOn } from '../../support/runner/team-on-server'

const { start } = useSsoServer()
const projectId = String(demoIds.northwindProduction)

async function planned() {
  const server = await start()
  const { rename, plan } = await teamOn(server)
  rename()
  const named = ['--secret', 'foxglove-okta=FOXGLOVE']
  await plan(...named, '--out', 'plan.json')
  server.emulator.clearRequests()
  const at = ['--api', server.emulator.apiAddress, '--project', production]
  const begin = () =>
    server.begin(['apply', 'plan.json', ...at, '--production', production, ...named], {
      FOXGLOVE: newSecret,
    })
  /** Whether all of it is there or nothing; anything between throws. */
  function effect(): 'none' | 'full' {
    const text = JSON.stringify(server.emulator.project(projectId))
    const [one, other] = [text.includes('Tidewater Renamed'), text.includes(newSecret)]
    expect(one, 'all or nothing').toBe(other)
    return one ? 'full' : 'none'
  }
  /** Nothing that was said or left on disk holds the key or the secret. */
  function holdsNothing(): void {
    const said = [...server.said, ...server.everyFile()].join('\n')
    expect(said).not.toContain(server.key)
    expect(said).not.toContain(newSecret)
  }
  return { server, plan, begin, effect, holdsNothing }
}

/** Those that keep nobody waiting for minutes. */
const quick = faultKinds.filter(({ rule }) => Math.max(rule.delayMs ?? 0, rule.lateMs ?? 0) < 1000)

it.each(sampled(quick, 7))(
  '$name of the request that publishes',
  async (fault) => {
    const { server, plan, begin, effect, holdsNothing } = await planned()
    const rule = server.emulator.fault({ ...fault.rule, method: 'PATCH' })
    const { status, stdout, stderr } = await begin().ran
    expect(rule.hits(), stderr).toBe(1)
    const did = effect()
    // What is said to be done is done, and what fails says so; a request is never sent a second time on a guess.
    if (status === 0) expect(did).toBe('full')
    else expect(`${stdout}${stderr}`).not.toMatch(/^Published/m)
    if (did === 'full') expect(rule.effects()).toBeLessThanOrEqual(1)
    expect(stderr).not.toMatch(/\n\s+at /)
    holdsNothing()
    // Whoever plans again is told the truth.
    server.emulator.clearFaults()
    expect((await plan()).status).toBe(did === 'full' ? 0 : 2)
  },
  120_000,
)

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
}, 120_000)

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
}, 120_000)
