import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createAuthority, startServer } from '../main/api/servers'
import { ssoCommand } from '../../../scripts/lib/mapper-build.mjs'
import { useSsoServer } from '../../support/runner/sso-server'
import { newSecret, production, projectFile, teamOn } from '../../support/runner/team-on-server'

const { start } = useSsoServer()
type Server = Awaited<ReturnType<typeof start>>

/** What a shell prints that runs the command at the place of a server; `SSO` stands for the command. */
const inShell = ({ place, key }: Server, script: string, env: NodeJS.ProcessEnv = {}) =>
  new Promise<string>((resolve) => {
    const own = { PATH: process.env['PATH'], SSO: `${process.execPath} ${ssoCommand}` }
    const both = { ...own, ORY_WORKSPACE_API_KEY: key, TMPDIR: place, ...env }
    execFile('bash', ['-c', script], { cwd: place, env: both }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    )
  })

const noStack = (text: string) => expect(text).not.toMatch(/\n\s+at |node:internal|Error:/)

it('an account without a home, and a place without room for temporary files, are no reason to fall over', async () => {
  const server = await start()
  await teamOn(server)
  const to = `--project '${production}' --api ${server.emulator.apiAddress}`
  const noHome = await inShell(server, `$SSO plan team ${to}; echo "ended $?"`, { HOME: '' })
  expect(noHome).toContain('Nothing is to be changed.')
  expect(noHome).toContain('ended 0')
  const noTmp = await inShell(server, `$SSO plan team ${to}; echo "ended $?"`, {
    HOME: server.place,
    TMPDIR: '/nowhere-at-all',
  })
  expect(noTmp).toContain('A folder for temporary files cannot be made')
  expect(noTmp).toContain('ended 1')
  noStack(noTmp)
})

it('whoever stops reading what is printed ends nothing with an error', async () => {
  const server = await start()
  await teamOn(server)
  const to = `--project '${production}' --api ${server.emulator.apiAddress}`
  const said = await inShell(
    server,
    `{ $SSO plan team ${to} --json; echo "ended $?" >ended; } | true; { $SSO plan nowhere ${to} 2>&1; echo "ended $?" >>ended; } | true; cat ended`,
    { HOME: server.place },
  )
  expect(said).toBe('ended 0\nended 1\n')
})

it('a plan that somebody edited sends nothing but what it says, and writes over nobody’s file', async () => {
  const server = await start()
  const { rename, plan, apply } = await teamOn(server)
  rename()
  await plan('--out', 'plan.json')
  const whole = server.read('plan.json')
  const edited = (edit: (plan: any) => void) => {
    const file = JSON.parse(whole)
    edit(file)
    server.put('plan.json', JSON.stringify(file))
  }
  const organization = (file: any) => Object.values<any>(file.draft.intents.organization)[0]
  for (const edit of [
    (file: any) => (organization(file).fields.label.to = 'Other'),
    (file: any) => (organization(file).fields['../x'] = { to: 12 }),
    (file: any) => (organization(file).kind = 'delete'),
    (file: any) => (file.shown = ''),
    (file: any) => (file.told += ' '),
  ]) {
    edited(edit)
    expect((await apply()).status, String(edit)).toBe(2)
  }
  for (const [text, words] of [
    [whole.replace('"Tidewater Renamed"', '['.repeat(50_000) + ']'.repeat(50_000)), /deeper/],
    [whole.replace('"label": {', '"__proto__": {"to": 1}, "label": {'), /__proto__/],
    [whole.replace('127.0.0.1', 'api.console.ory.com'), /draft\.projectId/],
  ] as const) {
    server.put('plan.json', text)
    const refused = await apply()
    expect(refused).toMatchObject({ status: 1, stdout: '' })
    expect(refused.stderr).toMatch(words)
    noStack(refused.stderr)
  }
  expect(server.writes()).toEqual([])

  // The hash of a file that did not change stands in for the one that a colleague changed.
  edited((file) => {
    const sha512 = createHash('sha512').update(server.read('team/README.md')).digest('hex')
    file.from = { path: 'README.md', sha512 }
  })
  rename('Tidewater of a colleague')
  const mine = server.read(projectFile)
  const applied = await apply('--folder', 'team')
  expect(applied.status).toBe(0)
  expect(applied.stderr).toContain('was changed since the plan, so it was left as it is.')
  expect(server.read(projectFile)).toBe(mine)
})

it('a domain is allowed however it is written', async () => {
  const server = await start()
  const domain = 'xn--bcher-kva.example'
  server.emulator.edit(({ projects }) => {
    for (const { organizations } of projects as any[]) {
      for (const one of organizations) {
        if (one.domains.includes('copperline.example')) one.domains = [domain]
      }
    }
  })
  const { change, plan } = await teamOn(server)
  change(({ organizations }) => {
    const one = organizations.find(({ fields }: any) => fields.domains.includes(domain))
    one.fields.domains = ['copperline-two.example']
    const id = '30000000-0000-4000-8000-000000000003'
    organizations.push({ id, fields: { label: 'Empty', domains: [domain] } })
  })
  await plan('--out', 'plan.json')
  const args = ['apply', 'plan.json', '--project', production, '--production', production]
  const refused = await server.sso(...args, '--allow-lock-out', 'bucher.example')
  expect(refused).toMatchObject({ status: 1, stdout: '' })
  expect(refused.stderr).toContain(`allow it with --allow-lock-out ${domain}`)
  expect(await server.sso(...args, '--allow-lock-out', 'BÜCHER.example.')).toMatchObject({
    status: 0,
    stderr: '',
  })
})

it('a secret with a line end is not sent', async () => {
  const server = await start()
  const { addCustomer, plan } = await teamOn(server)
  addCustomer()
  await plan('--out', 'plan.json')
  server.emulator.clearRequests()
  const to = ['--production', production, '--api', server.emulator.apiAddress]
  const args = ['apply', 'plan.json', '--project', production, ...to]
  for (const value of [`${newSecret}\n`, `${newSecret}\r\nmore`]) {
    const refused = await server.run([...args, '--secret', 'pebble-okta=PEBBLE'], { PEBBLE: value })
    expect(refused).toMatchObject({ status: 1, stdout: '' })
    expect(refused.stderr).toContain('The variable PEBBLE, for pebble-okta, has a line end in it')
  }
  expect(server.writes()).toEqual([])
  expect(server.said.join('')).not.toContain(newSecret)
})

it('a secret or a password that was typed as an argument is not repeated', async () => {
  const server = await start()
  const { addCustomer, plan, apply } = await teamOn(server)
  addCustomer()
  await plan('--out', 'plan.json')
  server.said.length = 0
  for (const typed of ['hunter2', 'hunter2=', 'a=hunter2', 'hunter2:x=y', '"hunter2"']) {
    for (const run of [
      () => apply('--secret', `pebble-okta=${typed}`),
      () => plan(`--secret=okta=${typed}`),
    ]) {
      expect((await run()).status, typed).toBe(1)
    }
  }
  for (const api of [
    'http://ada:hunter2@127.0.0.1',
    'https://hunter2@x.example',
    'ada:hunter2@x',
  ]) {
    const ran = await server.run(['drift', 'team', '--project', production, '--api', api, '--json'])
    expect(JSON.parse(ran.stdout).error).toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/^--api: /),
    })
  }
  expect(server.said.join('')).not.toContain('hunter2')
})

it('a plan is a new file that only its owner reads, in the place of a link and of an earlier plan', async () => {
  const server = await start()
  const { rename, plan } = await teamOn(server)
  const at = join(server.place, 'plan.json')
  const stale = () => {
    rmSync(at, { force: true })
    server.put('plan.json', 'stale')
  }
  server.put('other.json', 'of somebody')
  symlinkSync('other.json', at)
  rename()
  expect((await plan('--out', 'plan.json')).status).toBe(2)
  expect(lstatSync(at).isFile()).toBe(true)
  expect(lstatSync(at).mode & 0o777).toBe(0o600)
  stale()
  chmodSync(at, 0o644)
  expect((await plan('--out', 'plan.json')).status).toBe(2)
  expect(lstatSync(at).mode & 0o777).toBe(0o600)
  expect(server.read('other.json')).toBe('of somebody')
  for (const fail of [
    () => plan('--out', 'plan.json', '--format', 'odd'),
    () => server.sso('plan', 'nowhere', '--project', production, '--out', 'plan.json'),
    () => server.run(['plan', 'team', '--out', 'plan.json', '--api', 'http://127.0.0.1:1']),
  ]) {
    stale()
    expect((await fail()).status).toBe(1)
    expect(existsSync(at)).toBe(false)
  }
  for (const device of ['/dev/null', '.', 'to-null']) {
    if (device === 'to-null') symlinkSync('/dev/null', join(server.place, device))
    const refused = await plan('--out', device)
    expect(refused).toMatchObject({ status: 1, stdout: '' })
    expect(refused.stderr).toContain('is not a regular file')
  }
  expect(readdirSync(server.place).filter((name) => name.includes('.tmp'))).toEqual([])
})

it('protections are not read from a folder that another account may write to', async () => {
  const server = await start()
  await teamOn(server)
  const settings = join(server.place, 'app')
  mkdirSync(settings)
  chmodSync(settings, 0o777)
  const asked = ['--settings', settings, '--json']
  for (const args of [
    ['drift', 'team', '--project', production, ...asked],
    ['problems', 'team', '--workspace', 'Northwind', ...asked],
  ]) {
    const refused = await server.run(args)
    expect(refused.status).toBe(1)
    expect(refused.stderr).toContain(`chmod -R go-w '${settings}'`)
    expect(JSON.parse(refused.stdout).error.message).toContain('Other accounts of this computer')
  }
  expect(server.emulator.requests()).toEqual([])
})

it('an authority of NODE_EXTRA_CA_CERTS is trusted where Node itself passes over it, as in a package', async () => {
  const authority = await createAuthority(['localhost'])
  const answering = await startServer((_request, response) => response.writeHead(401).end('{}'), {
    tls: authority.tls,
  })
  const server = await start()
  server.put('ca.pem', `${authority.ca}\n`)
  const api = `https://localhost:${answering.port}`
  const run = (env: NodeJS.ProcessEnv) =>
    server.run(['drift', 'team', '--project', production, '--api', api], env)
  expect((await run({})).stderr).toContain('The connection to the server is not safe')
  const trusted = await run({ NODE_EXTRA_CA_CERTS: join(server.place, 'ca.pem') })
  expect(trusted.stderr).toContain('The server does not take this key')
})

it('two at once publish once', async () => {
  const server = await start()
  const { rename, plan } = await teamOn(server)
  rename()
  await plan('--out', 'plan.json')
  const to = ['--production', production, '--api', server.emulator.apiAddress]
  const args = ['apply', 'plan.json', '--project', production, ...to]
  // Both have read before the first writes.
  const held = server.emulator.fault({ operation: 'patchProjectWithRevision', delayMs: 60_000 })
  const ran = [server.begin(args).ran, server.begin(args).ran]
  await expect.poll(() => held.hits(), { timeout: 60_000 }).toBe(1)
  held.release()
  const ended = await Promise.all(ran)
  for (const { status, stderr } of ended)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(ended.map(({ stdout }) => stdout).join('\n')).toContain('Published to')
  expect(server.writes().filter(({ status }) => status === 200)).toHaveLength(1)
})

it('mapper fmt prints nothing that a terminal or a CI runner obeys, and the exact text into a file', async () => {
  const server = await start()
  const hostile = '{ a: 1, /* \u001b[31m ##vso[task.setvariable variable=x]y\n::add-mask::z */ }'
  server.put('a.jsonnet', hostile)
  const home = { HOME: server.place }
  const shown = await inShell(server, '$SSO mapper fmt a.jsonnet | cat', home)
  expect(shown).not.toMatch(/(?![\n\t])\p{Cc}|##vso\[|^::/mu)
  expect(shown).toContain('\\u{001b}[31m')
  expect(shown).toContain('a.jsonnet has control characters, printed escaped.')
  const script =
    '$SSO mapper fmt a.jsonnet >b.jsonnet; $SSO mapper fmt --check b.jsonnet; echo "ended $?"'
  expect(await inShell(server, script, home)).toBe('ended 0\n')
  expect(server.read('b.jsonnet')).toContain('\u001b[31m')
})
