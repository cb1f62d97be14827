import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { faultKinds } from '../../emulator'
import { helpText, readArguments, UsageError } from '../../emulator/cli-arguments'

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

describe('command line', () => {
  it('explains its switches, and lists faults and operations', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, stdout: helpText })
    const { stdout } = await run('--list-faults')
    for (const name of [...faultKinds.map(({ name: each }) => each), 'other-writer'])
      expect(stdout).toContain(`  ${name}: `)
    for (const name of ['createOrganizationOnboardingPortalLink', 'listCustomDomains'])
      expect(stdout).toContain(name)
  })

  it('refuses what it does not know with exit code 2, naming it', async () => {
    const { code, stdout, stderr } = await run('--nonsense')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('--nonsense')
    expect(stderr).toContain('--help')
    expect(stderr).not.toContain('    at ')
  })

  it.each([
    'stray',
    '--fault=nope',
    '--fault=late:operation=nope',
    '--fault=late:times=-1',
    '--fault=late:probability=2',
    '--fault=late:when=now',
    '--large=5',
    '--large=1,2,3',
    '--option=port',
  ])('refuses %s', (text) => {
    expect(() => readArguments([text])).toThrow(UsageError)
  })

  it('takes options as JSON or text', () => {
    const limits = { 'backoffice-admin-low': { perSecond: 1, perMinute: 20 } }
    const given = ['port=81', 'organizationRequests=gone', `rateLimits=${JSON.stringify(limits)}`]
    expect(readArguments(given.map((text) => `--option=${text}`))).toEqual({
      options: { port: 81, organizationRequests: 'gone', rateLimits: limits },
      faults: [],
    })
  })

  it.each<[string, object]>([
    ['drop-after', { drop: 'after', times: 1 }],
    ['drop-after:operation=getProject,times=3', { operation: 'getProject', times: 3 }],
    ['drop-after:times=always', { times: Infinity }],
    ['unavailable:probability=0.2', { status: 503, probability: 0.2, times: Infinity }],
    ['unavailable:probability=0.2,times=2', { probability: 0.2, times: 2 }],
    ['other-writer', { otherWriter: true, times: 1 }],
  ])('--fault %s', (value, rule) => {
    expect(readArguments([`--fault=${value}`])).toMatchObject({ faults: [rule] })
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
      '--option=rateLimits={"backoffice-admin-medium":{"perSecond":0,"perMinute":0}}',
      '--option=organizationRequests=gone',
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
