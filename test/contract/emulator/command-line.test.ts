import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { faultKinds } from '../../emulator'
import { namedFaults, switches, UsageError, type Wanted } from '../../emulator/cli-switches'

const cli = fileURLToPath(new URL('../../emulator/cli.ts', import.meta.url))
const children: ReturnType<typeof spawn>[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGTERM')
})

async function run(...args: string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', cli, ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}

/** Starts it and gives its address and the first key. */
async function serve(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', cli, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  let text = ''
  for await (const line of createInterface({ input: child.stdout })) {
    text += `${line}\n`
    if (line.startsWith('API key of')) break
  }
  const address = /stand-in: (\S+)/.exec(text)?.[1] ?? ''
  const headers = { authorization: `Bearer ${/API key of .+: +(\S+)/.exec(text)?.[1] ?? ''}` }
  return async (method: string, path: string, body?: object) =>
    fetch(address + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
}

/** What a switch makes of a value, without a process. */
function apply(name: string, value = ''): Wanted {
  const wanted: Wanted = { options: {}, faults: [] }
  const found = switches.find((item) => item.name === name)
  if (!found) throw new Error(`no switch ${name}`)
  found.apply(wanted, value)
  return wanted
}

describe('command line', () => {
  it('explains every switch and every fault', async () => {
    const { code, stdout } = await run('--help')
    expect(code).toBe(0)
    for (const { name } of switches) expect(stdout).toContain(`--${name}`)
    for (const { name } of namedFaults) expect(stdout).toContain(`  ${name} `)
    expect(namedFaults.map(({ name }) => name)).toEqual([
      ...faultKinds.map(({ name }) => name),
      'other-writer',
    ])
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })

  it('lists faults and operations', async () => {
    const { stdout } = await run('--list-faults')
    for (const name of [
      'drop-after',
      'createOrganizationOnboardingPortalLink',
      'listCustomDomains',
    ])
      expect(stdout).toContain(name)
  })

  it.each([
    [['--nonsense'], '--nonsense'],
    [['stray'], 'stray'],
    [['--fault', 'nope'], 'nope'],
    [['--port', '70000'], '70000'],
  ])('refuses %j with exit code 2, naming it', async (args, named) => {
    const { code, stdout, stderr } = await run(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(named)
    expect(stderr).toContain('--help')
    expect(stderr).not.toContain('    at ')
  })

  it.each([
    ['fault', 'late:operation=nope'],
    ['fault', 'late:times=-1'],
    ['fault', 'late:probability=2'],
    ['fault', 'late:when=now'],
    ['rate-limit', '5'],
    ['rate-limit', 'kratos=1,2'],
    ['large', '5'],
    ['large', '1,2,3'],
    ['seed', 'x'],
    ['organization-requests', 'maybe'],
    ['flat-errors', 'nope'],
  ])('refuses --%s %s', (name, value) => {
    expect(() => apply(name, value)).toThrow(UsageError)
  })

  it.each<[string, string, object]>([
    ['port', '81', { port: 81 }],
    ['seed', '9', { seed: 9 }],
    ['stale-ms', '250', { staleReadsForMs: 250 }],
    ['organization-requests', 'gone', { organizationRequests: 'gone' }],
    ['organization-gone-status', '405', { organizationGoneStatus: 405 }],
    ['keep-revision', '', { organizationWritesMoveRevision: false }],
    ['normalized-requests', 'absent', { normalizedRequests: 'absent' }],
    ['flat-errors', 'getProject', { flatErrors: ['getProject'] }],
    [
      'rate-limit',
      'backoffice-admin-low=1,20',
      { rateLimits: { 'backoffice-admin-low': { perSecond: 1, perMinute: 20 } } },
    ],
    [
      'rate-limit',
      '1,20',
      {
        rateLimits: {
          'backoffice-admin-low': { perSecond: 1, perMinute: 20 },
          'backoffice-admin-medium': { perSecond: 1, perMinute: 20 },
        },
      },
    ],
  ])('--%s %s', (name, value, options) => {
    expect(apply(name, value).options).toEqual(options)
  })

  it.each<[string, object]>([
    ['drop-after', { drop: 'after', times: 1 }],
    ['drop-after:operation=getProject,times=3', { operation: 'getProject', times: 3 }],
    ['drop-after:times=always', { times: Infinity }],
    ['unavailable:probability=0.2', { status: 503, probability: 0.2, times: Infinity }],
    ['unavailable:probability=0.2,times=2', { probability: 0.2, times: 2 }],
    ['other-writer', { otherWriter: true, times: 1 }],
  ])('--fault %s', (value, rule) => {
    const { faults } = apply('fault', value)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject(rule)
  })

  it('serves a large project, and ends on SIGTERM', async () => {
    const ask = await serve('--large', '1200,30')
    const [project] = (await (await ask('GET', '/projects')).json()) as { id: string }[]
    const list = await ask('GET', `/projects/${project?.id}/organizations?page_size=1000`)
    expect(await list.json()).toMatchObject({ has_next_page: true })
    const [child] = children
    const ended = new Promise((resolve) => child?.once('exit', resolve))
    child?.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('does the faults and keeps the limits that it was told', async () => {
    const ask = await serve(
      '--fault=bad-gateway:operation=listProjects,times=2',
      '--fault=late',
      '--rate-limit=backoffice-admin-medium=0,0',
      '--organization-requests=gone',
    )
    const statuses: number[] = []
    for (const path of ['/projects', '/projects', '/workspaces', '/projects']) {
      const response = await ask('GET', path)
      await response.text()
      statuses.push(response.status)
    }
    expect(statuses).toEqual([502, 502, 200, 200])
    const [project] = (await (await ask('GET', '/projects')).json()) as { id: string }[]
    const path = `/projects/${project?.id}`
    const limited = await ask('GET', path)
    expect([limited.status, await limited.text()]).toEqual([429, ''])
    const gone = await ask('POST', `${path}/organizations`, { label: 'x' })
    expect(gone.status).toBe(410)
    await gone.text()
  })
})
