import { createServer } from 'node:http'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { reviewFormSchema } from '../../../src/cli/review'
import { caseText } from '../../../src/core/mapper/cases/case'
import { safeMapper, savedCase } from '../../support/states/team-folder'
import { useSsoServer } from '../../support/runner/sso-server'
import { newSecret, production, projectFile, teamOn } from '../../support/runner/team-on-server'

const { start } = useSsoServer()
const at = ['--project', production]

it('says that nothing is to be changed where the folder has what the server has', async () => {
  const server = await start()
  const { plan } = await teamOn(server)
  const { status, stdout, stderr } = await plan('--out', 'plan.json')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain('Nothing is to be changed.')
  // The workspaces, their projects, and the project in two forms: no text of a mapper.
  expect(server.emulator.requests()).toHaveLength(4)
  expect(() => server.read('plan.json')).toThrow('ENOENT')
  const drift = await server.sso('drift', 'team', ...at)
  expect(drift).toEqual({
    status: 0,
    stdout: 'The server and the folder have the same.\n',
    stderr: '',
  })
})

it('says on stderr why it waits, and only for a moment while requests remain', async () => {
  const server = await start()
  const { plan } = await teamOn(server)
  const headers = { 'x-ratelimit-remaining': '9, 250', 'x-ratelimit-reset': '0, 41' }
  server.emulator.fault({ operation: 'getProject', status: 503, headers, times: 1 })
  expect(await plan()).toMatchObject({
    status: 0,
    stderr: 'The server cannot answer now. Trying again in 1 s (1 of 3)…\n',
  })
})

it('shows changes, people, problems and requests, and sends nothing', async () => {
  const server = await start()
  const { rename, addCustomer, plan } = await teamOn(server)
  rename()
  addCustomer()
  const { status, stdout, stderr } = await plan()
  expect({ status, stderr }).toEqual({ status: 2, stderr: '' })
  expect(stdout).toContain('2 new, 1 edited, 0 deleted')
  expect(stdout).toMatch(/^~ organization Tidewater Renamed\n {4}Label: Tidewater Energy → Tide/m)
  expect(stdout).toMatch(/^\+ connection Pebble Okta$/m)
  expect(stdout).toMatch(/^ {4}Client secret: \(secret\)$/m)
  expect(stdout).toMatch(/^ {2}People of pebble\.example sign in through Pebble from now on/m)
  expect(stdout).toMatch(/^Secrets to give to apply\n {2}pebble-okta: client_secret$/m)
  expect(stdout).toMatch(/^PATCH \/projects\/[\da-f-]{36}\/revision\/[\da-f-]{36}$/m)
  expect(stdout).toContain(
    '"/services/identity/config/selfservice/methods/oidc/config/providers/-"',
  )
  expect(server.writes()).toEqual([])
  const unwritten = await plan('--out', 'no/plan.json')
  expect(unwritten.status).toBe(1)
  expect(unwritten.stderr).toContain('no/plan.json cannot be written')
})

it('has the same as JSON, in the form that the manual describes', async () => {
  const server = await start()
  const { rename, addCustomer, plan } = await teamOn(server)
  rename()
  addCustomer()
  const review = reviewFormSchema.parse(JSON.parse((await plan('--json')).stdout))
  expect(review.project).toMatchObject({ name: production, environment: 'production' })
  expect(review.changes.map(({ kind, status, name }) => [kind, status, name])).toEqual([
    ['organization', 'edited', 'Tidewater Renamed'],
    ['organization', 'new', 'Pebble'],
    ['connection', 'new', 'Pebble Okta'],
  ])
  expect(review.secrets).toEqual([{ connection: 'pebble-okta', field: 'client_secret' }])
  expect(review.impact.lines.map(({ subject }) => subject)).toContain('pebble.example')
  expect(review.impact.lockedOut).toEqual([])
  expect(review.requests.length).toBeGreaterThan(0)
})

it('is Markdown for a comment, in which a label is no markup', async () => {
  const server = await start()
  const { rename, plan } = await teamOn(server)
  rename('![x](https://e.example) <b>@all</b> \u001b[31m``` #12 !3 GH-4 :+1: @org/team')
  const { status, stdout } = await plan('--format', 'markdown')
  expect(status).toBe(2)
  expect(stdout).toMatch(/^## Northwind Production: 0 new, 1 edited, 0 deleted, in 1 request\.$/m)
  expect(stdout).toContain('&#33;&#91;x&#93;&#40;https&#58;//e&#46;example&#41;')
  expect(stdout).not.toContain('\u001b')
  // Outside the code of the requests there is no mark of others.
  const outside = stdout.replaceAll(/^(`{3,})json$[^]*?^\1$/gm, '')
  expect(outside).not.toMatch(/@all|<b>|!\[/)
  // Code hosts decode entities before they look for mentions, references and emoji.
  const decoded = outside.replaceAll(/&#(\d+);/g, (_all, code: string) =>
    String.fromCharCode(Number(code)),
  )
  expect(decoded).toContain('@\u200ball')
  expect(decoded).not.toMatch(/[@#!:][\w+]|GH-\d/)
  // Drift says the same of it.
  const drift = await server.sso('drift', 'team', ...at, '--format', 'markdown')
  expect(drift.status).toBe(2)
  expect(drift.stdout).toMatch(/^## Northwind Production: the server and the folder differ$/m)
  expect(drift.stdout).toMatch(/^ {2}- server: Tidewater Energy$/m)
  expect(drift.stdout).not.toMatch(/@all|<b>|!\[|```|(?!\n)\p{Cc}/u)
})

it('tells who is locked out, and what the server has besides', async () => {
  const server = await start()
  const { change, lockOut, plan } = await teamOn(server)
  lockOut()
  change((file) => {
    file.connections = file.connections.filter(({ id }: any) => id !== 'foxglove-okta')
  })
  const review = reviewFormSchema.parse(JSON.parse((await plan('--json')).stdout))
  expect(review.impact.lockedOut).toEqual(['copperline.example'])
  expect(review.notTaken.join()).toContain(
    '1 entry of the server is not in the folder, and stays: Foxglove Okta',
  )
  const { status, stdout } = await server.sso('drift', 'team', ...at, '--json')
  expect(status).toBe(2)
  const { differences } = JSON.parse(stdout)
  expect(differences).toContainEqual(
    expect.objectContaining({ about: 'Foxglove Okta', server: 'has it' }),
  )
})

it('takes a connection out of its organization where the file says so, and says whom that locks out', async () => {
  const server = await start()
  const { change, plan } = await teamOn(server)
  change(({ connections }) => {
    const one = connections.find(({ id }: any) => id === 'foxglove-okta')
    delete one.fields.organization_id
  })
  const { status, stdout } = await plan()
  expect(status).toBe(2)
  expect(stdout).toMatch(/^ {4}Organization: Foxglove Pharma → \(removed\)$/m)
  expect(stdout).toContain('1 domain is locked out: foxglove.example.')
})

it('runs the saved cases of a mapper that changes, and says which fail', async () => {
  const server = await start()
  const { change, plan } = await teamOn(server)
  let mapper = ''
  change(({ connections }) => {
    mapper = connections.find(({ id }: any) => id === 'foxglove-okta').mapper_file
  })
  const folder = join('team', mapper, '..')
  for (const [name, email] of [
    ['Ada', 'ada@pebble.example'],
    ['Kim \u001b[31m', 'kim@pebble.example'],
  ] as const) {
    const expected = { partial: { identity: { traits: { email } } } }
    const text = caseText(savedCase(name, { expect: expected }))
    server.put(join(folder, `${name.slice(0, 3).toLowerCase()}.case.json`), text)
  }
  // The text of now has its cases too, and no change.
  expect((await plan()).stdout).not.toContain('saved case')
  server.put(join('team', mapper), safeMapper)
  const { status, stdout, stderr } = await plan()
  expect({ status, stderr }).toEqual({ status: 2, stderr: '' })
  expect(stdout).toContain('1 of 2 saved cases fail: Kim \\u{001b}[31m')
  const { changes } = reviewFormSchema.parse(JSON.parse((await plan('--json')).stdout))
  const cases = changes.flatMap((each) => each.cases ?? [])
  expect(cases[0]).toEqual({ passed: 1, failed: ['Kim \u001b[31m'] })
  expect((await plan('--format', 'markdown')).stdout).toContain('1 of 2 saved cases fail')
})

it('shows a changed mapper line by line in plan and drift, once where connections share it, and no Base64', async () => {
  const server = await start()
  const { change, plan } = await teamOn(server)
  let mapper = ''
  change(({ connections }) => {
    mapper = connections.find(({ id }: any) => id === 'foxglove-okta').mapper_file
  })
  const text = server.read(join('team', mapper))
  server.put(join('team', mapper), '// ``` <b>@all</b> \u001b[31m\n' + text)
  const said = await plan()
  expect(said.status).toBe(2)
  expect(said.stdout.match(/^ {6}\+\/\/ ``` <b>@all<\/b> \\u\{001b\}\[31m$/gm)).toHaveLength(1)
  expect(said.stdout).toMatch(/^ {6} /m)
  expect(said.stdout).not.toMatch(/base64:\/\/\w|[\da-f]{4}…[\da-f]{4} →/)
  const markdown = await plan('--format', 'markdown')
  expect(markdown.stdout).toMatch(/^ {4}````diff\n {4}\+\/\/ ``` [^]*?\n {4}````$/m)
  expect(markdown.stdout).not.toMatch(/base64:\/\/\w/)
  const { changes, requests } = reviewFormSchema.parse(JSON.parse((await plan('--json')).stdout))
  const lines = changes.flatMap(({ fields }) => fields).flatMap((field) => field.lines ?? [])
  expect(lines).toContainEqual({ kind: 'added', text: expect.stringContaining('<b>@all</b>') })
  expect(JSON.stringify(requests)).toMatch(/base64:\/\/\w/)
  const drift = await server.sso('drift', 'team', ...at)
  expect(drift.stdout).toMatch(/^ {4}\+\/\/ ``` <b>@all/m)
  const asJson = JSON.parse((await server.sso('drift', 'team', ...at, '--json')).stdout)
  expect(asJson.differences[0].lines).toContainEqual(lines.find(({ kind }) => kind === 'added'))
  const fence = (await server.sso('drift', 'team', ...at, '--format', 'markdown')).stdout
  expect(fence).toMatch(/^ {4}````diff$/m)
})

it('stops where a change cannot be sent, and writes no plan', async () => {
  const server = await start()
  const { change, plan } = await teamOn(server)
  change(({ connections }) => {
    const one = connections.find(({ id }: any) => id === 'foxglove-okta')
    one.fields.client_id = ''
  })
  const { status, stdout, stderr } = await plan('--out', 'plan.json')
  expect(status).toBe(1)
  expect(stdout).toMatch(/^ {4}cannot be sent: /m)
  expect(stderr).toBe('1 of 1 changes cannot be sent, so no plan was written.\n')
  expect(() => server.read('plan.json')).toThrow('ENOENT')
})

it('holds no key and no secret: in no output, plan or file that is left', async () => {
  const server = await start()
  const { addCustomer, plan, rename } = await teamOn(server)
  addCustomer()
  rename()
  // A server that says the key back, and sequences that a terminal obeys.
  server.emulator.edit(({ projects }) => {
    const [project] = projects as any[]
    project.organizations[0].label = `${server.key} \u001b[31m`
  })
  const out = await plan('--out', 'plan.json')
  const drift = await server.sso('drift', 'team', ...at)
  await plan('--json')
  await plan('--format', 'markdown')
  await server.run(['plan', 'team', ...at, '--api', server.emulator.apiAddress, '--settings', 'x'])
  const said = [...server.said, ...server.everyFile()].join('\n')
  expect(said).not.toContain(server.key)
  expect(said).not.toContain(Buffer.from(server.key).toString('base64').replace(/=+$/, ''))
  expect(said).not.toContain(newSecret)
  for (const { stdout } of [out, drift]) expect(stdout).not.toMatch(/(?!\n)\p{Cc}/u)
})

it('refuses bad input in words, and sends nothing', async () => {
  const server = await start()
  await teamOn(server)
  const { apiAddress } = server.emulator
  const whole = server.read(projectFile)
  const marker = server.read('team/team-folder.json')
  const refused = async (
    args: readonly string[],
    words: RegExp,
    env: NodeJS.ProcessEnv = {},
    address = apiAddress,
  ) => {
    const ran = await server.run([...args, '--api', address], env)
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 1, stdout: '' })
    expect(ran.stderr).toMatch(words)
    expect(ran.stderr).not.toMatch(/\n\s+at /)
  }
  for (const command of ['plan', 'drift']) {
    const asked = [command, 'team', ...at]
    await refused(asked, /^ORY_WORKSPACE_API_KEY is not set/, { ORY_WORKSPACE_API_KEY: ' ' })
    await refused(asked, /The server does not take this key/, { ORY_WORKSPACE_API_KEY: 'wrong' })
    await refused(asked, /--api: Enter an address such as https/, {}, 'ftp://x')
    await refused([command, 'team'], /--project NAME is missing/)
    await refused([command, ...at], new RegExp(`${command} takes one folder`))
    await refused(
      [command, 'team', '--project', 'Nobody'],
      /no project “Nobody”\. It opens:\n {2}N/,
    )
    await refused([command, 'nowhere', ...at], /nowhere/)
    await refused(
      [command, 'team', '--project', 'Northwind Staging'],
      /does not have projects\/quiet/,
    )
    server.put(projectFile, '<<<<<<< HEAD\n')
    await refused(asked, /projects\/brave.*: .*JSON/)
    server.put(projectFile, whole.replace('"version": 1', '"version": 99'))
    await refused(asked, /made by a newer version/)
    server.put(projectFile, whole.replace('"fields": {', '"fields": { "client_secret": "x-4711",'))
    await refused(asked, /projects\/brave.*secret/)
    server.put(projectFile, whole)
    server.put('team/team-folder.json', marker.replace('"version": 1', '"version": 99'))
    await refused(asked, /newer version/)
    server.put('team/team-folder.json', marker)
  }
  await refused(['plan', 'team', ...at, '--format', 'sarif'], /--format is text or markdown/)
  await refused(['plan', 'team', ...at, '--secret', 'x'], /--secret is CONNECTION=VARIABLE/)
  await refused(['plan', 'team', ...at, '--secret', 'nobody=X'], /no OIDC connection nobody/)
  await refused(['plan', 'team', ...at, '--out', 'a/b/c.json', '--what'], /no option --what/)
  expect(server.writes()).toEqual([])
})

it('says of a server that is none that it is none', async () => {
  const server = await start()
  await teamOn(server)
  let body = '<html>\u001b[31mWelcome'
  const page = createServer((_request, response) => {
    response.setHeader('content-type', body.startsWith('<') ? 'text/html' : 'application/json')
    response.end(body)
  })
  page.listen(0, '127.0.0.1')
  await once(page, 'listening')
  const { port } = page.address() as AddressInfo
  const address = `http://127.0.0.1:${port}`
  const asked = ['plan', 'team', ...at, '--api', address]
  const other = await server.run(asked)
  expect(other).toMatchObject({ status: 1, stdout: '' })
  expect(other.stderr).toContain('does not answer as Ory’s console API does')
  expect(other.stderr).not.toContain('\u001b')
  for (const odd of [
    '{}',
    '[]',
    `{"workspaces":[{"id":"../${server.key}","name":"${server.key}\\u001b[31m"}]}`,
    '{"workspaces":[{"id":7}]}',
    '['.repeat(5000),
  ]) {
    body = odd
    const answered = await server.run(asked)
    expect(answered).toMatchObject({ status: 1, stdout: '' })
    expect(answered.stderr).not.toMatch(/\n\s+at /)
    expect(answered.stderr).not.toContain('\u001b')
    expect(answered.stderr).not.toContain(server.key)
  }
  page.close()
  page.closeAllConnections()
  const closed = await server.run(asked)
  expect(closed).toMatchObject({ status: 1, stdout: '' })
  expect(closed.stderr).toContain('The server cannot be reached')
})

it('pull leaves what says something else, and writes over it only when that is asked for', async () => {
  const server = await start()
  const { rename } = await teamOn(server)
  rename()
  const mine = server.read(projectFile)
  const left = await server.sso('pull', 'team', ...at)
  expect(left).toMatchObject({ status: 2, stderr: '' })
  expect(left.stdout).toContain('The folder has something else, which was left.')
  expect(server.read(projectFile)).toBe(mine)
  const json = await server.sso('pull', 'team', ...at, '--json')
  expect(JSON.parse(json.stdout)).toEqual({ left: true, written: [], removed: [] })
  const replaced = await server.sso('pull', 'team', ...at, '--replace')
  expect(replaced).toMatchObject({ status: 0, stdout: `written ${projectFile.slice(5)}\n` })
  expect(server.read(projectFile)).toContain('Tidewater Energy')
  const same = await server.sso('pull', 'team', ...at)
  expect(same).toMatchObject({ status: 0, stdout: 'The folder has the same already.\n' })
  rmSync(join(server.place, projectFile))
  const again = await server.sso('pull', 'team', ...at)
  expect(again).toMatchObject({ status: 0 })
  writeFileSync(join(server.place, 'file'), '')
  const refused = await server.sso('pull', 'file/team', ...at)
  expect(refused).toMatchObject({ status: 1, stdout: '' })
  expect(refused.stderr).toContain('file/team cannot be made')
  expect(server.writes()).toEqual([])
  onTestFinished(() => expect(server.said.join('')).not.toContain(server.key))
})
