import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { StoredWorkspace } from '../../../src/core/model/project'
import { projectIdOf } from '../../../src/core/model/project-id'
import { noGuards } from '../../../src/core/model/guards'
import { createAppFiles } from '../../../src/main/files/app-files'
import { createPublishFiles } from '../../../src/main/files/publish/publish-files'
import { createJsonFiles } from '../../../src/main/files/store/json-files'
import { createNotices } from '../../../src/main/files/store/notices'
import { demoIds } from '../../emulator'
import { value } from '../../support/services/main-services'
import { addTwoWays, colleague, twoWays } from '../../support/publishing/two-ways-in'
import { useSsoServer } from '../../support/runner/sso-server'
import {
  newSecret,
  production,
  projectFile,
  publishFile,
  teamOn,
} from '../../support/runner/team-on-server'

const { start } = useSsoServer()
const productionId = String(demoIds.northwindProduction)

/** The app's own files on this computer, where the command looks for them. */
const appFilesIn = (folder: string) =>
  createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
const usualFolder = (place: string) => join(place, '.config', 'SSO Workbench')

/** The workspace as an app that is connected to a server keeps it. */
const workspaceAt = (apiAddress: string): StoredWorkspace => ({
  id: String(demoIds.northwind),
  name: 'Northwind',
  kind: 'ory',
  apiAddress,
  keyHint: 'hint',
  projects: [],
})

type Project = { readonly organizations: { label: string; domains: string[] }[] }
const labelsOf = (project: unknown) =>
  // The emulator's own document.
  (project as Project).organizations.map(({ label }) => label)

/** A colleague gives an organization of the server another label. */
const relabel = ({ emulator }: Awaited<ReturnType<typeof start>>, from: string, to: string) =>
  emulator.edit(({ projects }) => {
    // As the emulator keeps them.
    const { organizations } = projects.find(({ id }) => id === productionId) as unknown as Project
    for (const one of organizations) if (one.label === from) one.label = to
  })

/** A plan that renames an organization, ready to be applied. */
async function plannedRename() {
  const server = await start()
  const team = await teamOn(server)
  team.rename()
  await team.plan('--out', 'plan.json')
  return { ...team, server }
}

it('publishes what was planned, with its secret, and writes it into the folder’s log', async () => {
  const server = await start()
  const { rename, addCustomer, plan, apply } = await teamOn(server)
  rename()
  addCustomer()
  expect(await plan('--out', 'plan.json')).toMatchObject({ status: 2 })
  const { status, stdout, stderr } = await server.run(
    [
      'apply',
      'plan.json',
      '--folder',
      'team',
      '--project',
      production,
      '--production',
      production,
      '--api',
      server.emulator.apiAddress,
      '--secret',
      'pebble-okta=PEBBLE',
      '--message',
      'Pebble goes live',
      '--ticket',
      'CHG-4711',
    ],
    { PEBBLE: newSecret },
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^Published to Northwind Production: revision /)
  const project = server.emulator.project(productionId)
  expect(labelsOf(project)).toEqual(expect.arrayContaining(['Pebble', 'Tidewater Renamed']))
  expect(JSON.stringify(project)).toContain(newSecret)
  expect(JSON.parse(server.read(publishFile))).toMatchObject({
    format: 'sso-workbench/team-publish',
    summary: 'Pebble goes live',
    ticket: 'CHG-4711',
  })
  // The folder has what the server has, and both say so.
  expect(await server.sso('drift', 'team', '--project', production)).toMatchObject({ status: 0 })
  expect(await plan()).toMatchObject({ status: 0 })
  const said = [...server.said, ...server.everyFile()].join('\n')
  expect(said).not.toContain(server.key)
  expect(said).not.toContain(newSecret)
  server.emulator.clearRequests()
  // What was done is not done again, and is said to be done.
  const again = await apply('--secret', 'pebble-okta=PEBBLE')
  expect(again).toMatchObject({ status: 0, stderr: '' })
  expect(again.stdout).toBe('Nothing is to be changed: the server has it already.\n')
  expect(server.writes()).toEqual([])
  // A colleague changes a part of it: what is left would be another plan, which names what is done.
  relabel(server, 'Tidewater Renamed', 'Tidewater of a colleague')
  const half = await apply('--secret', 'pebble-okta=PEBBLE')
  expect(half.status).toBe(2)
  expect(half.stderr).toContain('Done already: Pebble\nDone already: Pebble Okta\n')
  expect(server.writes()).toEqual([])
})

it('a second time there is nothing to do', async () => {
  const { server, apply } = await plannedRename()
  const first = await apply('--json')
  expect(JSON.parse(first.stdout)).toMatchObject({ result: 'published', requests: 1, written: [] })
  server.emulator.clearRequests()
  expect(await apply()).toEqual({
    status: 0,
    stdout: 'Nothing is to be changed: the server has it already.\n',
    stderr: '',
  })
  expect(JSON.parse((await apply('--json')).stdout)).toMatchObject({ result: 'nothing-to-do' })
  expect(server.writes()).toEqual([])
})

it('goes where somebody changed something that it says nothing about', async () => {
  const { server, apply } = await plannedRename()
  relabel(server, 'Foxglove Pharma', 'Foxglove of a colleague')
  expect(await apply()).toMatchObject({ status: 0, stderr: '' })
  expect(labelsOf(server.emulator.project(productionId))).toEqual(
    expect.arrayContaining(['Tidewater Renamed', 'Foxglove of a colleague']),
  )
})

it('stops with the new plan where somebody else changed what it changes', async () => {
  const { server, apply } = await plannedRename()
  relabel(server, 'Tidewater Energy', 'Tidewater of a colleague')
  server.emulator.clearRequests()
  const { status, stdout, stderr } = await apply()
  expect(status).toBe(2)
  expect(stderr).toContain('The server changed since this plan was made: nothing was sent.')
  expect(stdout).toContain('Someone else changed it too')
  expect(JSON.parse((await apply('--json')).stdout)).toMatchObject({ result: 'moved' })
  expect(server.writes()).toEqual([])
  expect(labelsOf(server.emulator.project(productionId))).toContain('Tidewater of a colleague')
})

it('stops where a colleague disabled the connection that the plan leaves to people', async () => {
  const server = await start()
  addTwoWays(server)
  const { change, plan, apply } = await teamOn(server)
  change(({ organizations, connections }) => {
    const other = organizations.find(({ fields }: any) => fields.label.startsWith('Tidewater'))
    const moved = connections.find(({ id }: any) => id === twoWays.first)
    moved.fields.organization_id = other.id
  })
  await plan('--out', 'plan.json')
  expect(JSON.parse((await plan('--json')).stdout).impact.lockedOut).toEqual([])
  // Of this the project's document says nothing.
  server.emulator.edit(colleague.disablesSecond)
  const { status, stdout } = await apply('--json')
  expect(status).toBe(2)
  const { result, review } = JSON.parse(stdout)
  expect([result, review.impact.lockedOut.toSorted()]).toEqual([
    'moved',
    twoWays.domains.toSorted(),
  ])
  expect(server.writes()).toEqual([])
})

it('production and lock-outs are allowed by their names alone', async () => {
  const server = await start()
  const { lockOut, plan } = await teamOn(server)
  lockOut()
  await plan('--out', 'plan.json')
  const apply = (...more: string[]) =>
    server.sso('apply', 'plan.json', '--project', production, ...more)
  const nothing = await apply()
  expect(nothing).toMatchObject({ status: 1, stdout: '' })
  expect(nothing.stderr).toContain('allow it with --production "Northwind Production"')
  expect(nothing.stderr).toContain('allow it with --allow-lock-out copperline.example')
  const named = ['--production', production]
  const locked = await apply(...named, '--allow-lock-out', 'other.example')
  expect(locked).toMatchObject({ status: 1, stdout: '' })
  expect(locked.stderr).toBe(
    'People of copperline.example would be locked out: allow it with --allow-lock-out copperline.example.\n',
  )
  const other = await apply('--production', 'Northwind', '--allow-lock-out', 'copperline.example')
  expect(other.stderr).toContain('names “Northwind”, and the project is “Northwind Production”')
  expect(server.writes()).toEqual([])
  expect(await apply(...named, '--allow-lock-out', 'copperline.example')).toMatchObject({
    status: 0,
    stderr: '',
  })
  expect(labelsOf(server.emulator.project(productionId))).toContain('Empty')
})

it('a project that is locked on this computer stays as it is', async () => {
  const { server, plan, apply } = await plannedRename()
  const id = projectIdOf(server.emulator.apiAddress, productionId)
  const files = appFilesIn(usualFolder(server.place))
  value(await files.guards.write({ ...noGuards, locked: [id] }))
  const locked = await apply()
  expect(locked).toMatchObject({ status: 1, stdout: '' })
  expect(locked.stderr).toContain('The project is locked on this computer')
  expect((await plan()).stdout).toContain('Nothing may be written to it now: The project is locked')
  expect(server.writes()).toEqual([])
  // Another folder of the app has no lock of it, and lists what may be written.
  const elsewhere = appFilesIn(join(server.place, 'own'))
  const { northwind } = demoIds
  value(await elsewhere.guards.write({ ...noGuards, allowed: { [String(northwind)]: [] } }))
  const listed = await apply('--settings', 'own')
  expect(listed).toMatchObject({ status: 1, stdout: '' })
  expect(listed.stderr).toContain('not among those of its workspace that may be written')
  expect(server.writes()).toEqual([])
  expect(await apply('--settings', 'none')).toMatchObject({ status: 0 })
})

it('a workspace that asks for a summary in the app asks for one here', async () => {
  const { server, apply } = await plannedRename()
  const workspace = { ...workspaceAt(server.emulator.apiAddress), asksForSummary: true }
  value(await appFilesIn(usualFolder(server.place)).workspaces.write([workspace]))
  const refused = await apply('--ticket', 'CHG-1')
  expect(refused).toMatchObject({ status: 1, stdout: '' })
  expect(refused.stderr).toContain('asks for a summary of each publish')
  expect(server.writes()).toEqual([])
  expect(await apply('--message', 'Why')).toMatchObject({ status: 0 })
})

it('a publish stands in the history of the app that has the workspace, and in no other', async () => {
  const server = await start()
  const { rename, plan, apply } = await teamOn(server)
  const { apiAddress } = server.emulator
  const id = projectIdOf(apiAddress, productionId)
  const historyIn = (folder: string) =>
    createPublishFiles({ folder, notices: createNotices(), now: () => new Date() }).history
  const workspace = workspaceAt(apiAddress)
  const usual = usualFolder(server.place)
  value(await appFilesIn(usual).workspaces.write([workspace]))
  const elsewhere = join(server.place, 'elsewhere')
  const other = { ...workspace, apiAddress: 'https://api.console.ory.com' }
  value(await appFilesIn(elsewhere).workspaces.write([other]))
  rename()
  await plan('--out', 'plan.json')
  const why = ['--message', 'Renamed in a terminal', '--ticket', 'CHG-4711']
  expect(await apply('--folder', 'team', ...why)).toMatchObject({ status: 0, stderr: '' })
  const history = historyIn(usual)
  const [first, ...others] = value(await history.list(id))
  expect(others).toEqual([])
  expect(first).toMatchObject({
    result: 'published',
    why: { summary: 'Renamed in a terminal', ticket: 'CHG-4711' },
    edited: 1,
    labels: ['Tidewater Renamed'],
    project: { name: production },
  })
  // It is whole, so that the window can show it in detail and revert it.
  const record = value(await history.read(id, first?.id ?? ''))
  expect(record?.requests).toHaveLength(1)
  expect(record?.entities).toMatchObject([
    { before: { document: { label: 'Tidewater Energy' } }, after: {} },
  ])
  // The folder says the same publish, which is shown once.
  expect(JSON.parse(server.read(publishFile))).toMatchObject({ at: first?.endedAt })

  rename('Tidewater of another computer')
  await plan('--out', 'plan.json')
  expect(await apply('--settings', 'elsewhere')).toMatchObject({ status: 0, stderr: '' })
  expect(value(await historyIn(elsewhere).list(id))).toEqual([])
  expect(value(await historyIn(usual).list(id))).toHaveLength(1)
  expect(server.everyFile().join('\n')).not.toContain(server.key)
})

it('says that a publish is done where it cannot be kept in the history', async () => {
  const server = await start()
  const { rename, plan, apply } = await teamOn(server)
  const workspace = workspaceAt(server.emulator.apiAddress)
  const usual = usualFolder(server.place)
  value(await appFilesIn(usual).workspaces.write([workspace]))
  // A file is where the history would be.
  writeFileSync(join(usual, 'history'), '')
  rename()
  await plan('--out', 'plan.json')
  const { status, stdout, stderr } = await apply()
  expect(status).toBe(0)
  expect(stdout).toContain('Published to Northwind Production')
  expect(stderr).toContain('A publish could not be saved in the history.')
})

it('a file of the folder that was changed since the plan is left', async () => {
  const { server, rename, apply } = await plannedRename()
  rename('Tidewater again')
  const mine = server.read(projectFile)
  const { status, stderr } = await apply('--folder', 'team')
  expect(status).toBe(0)
  expect(stderr).toContain('was changed since the plan, so it was left as it is.')
  expect(server.read(projectFile)).toBe(mine)
})

it('replaces the secret of a connection that is there where it is named', async () => {
  const server = await start()
  const { plan } = await teamOn(server)
  const named = ['--secret', 'foxglove-okta=FOXGLOVE']
  // The app on this computer knows when the present secret ends.
  const id = projectIdOf(server.emulator.apiAddress, productionId)
  const app = appFilesIn(usualFolder(server.place))
  value(await app.workspaces.write([workspaceAt(server.emulator.apiAddress)]))
  const other = { 'oidc:other': '2031-01-01' }
  value(await app.ends(id).write({ secrets: { 'oidc:foxglove-okta': '2030-01-01', ...other } }))
  const planned = await plan(...named, '--out', 'plan.json')
  expect(planned).toMatchObject({ status: 2, stderr: '' })
  expect(planned.stdout).toMatch(/^~ connection Foxglove Okta\n {4}Client secret: /m)
  const args = ['apply', 'plan.json', '--project', production, '--production', production]
  const to = ['--api', server.emulator.apiAddress]
  const applied = await server.run([...args, ...named, ...to], { FOXGLOVE: newSecret })
  expect(applied).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.stringify(server.emulator.project(productionId))).toContain(newSecret)
  expect(value(await app.ends(id).read())).toEqual({ secrets: other })
  expect([...server.said, ...server.everyFile()].join('\n')).not.toContain(newSecret)
})

it('says what it did, with the addresses that only the publish made known', async () => {
  const server = await start()
  const { rename, addCustomer, plan, apply } = await teamOn(server)
  rename()
  addCustomer()
  await plan('--out', 'plan.json')
  const args = ['apply', 'plan.json', '--project', production, '--production', production]
  const to = ['--api', server.emulator.apiAddress, '--secret', 'pebble-okta=PEBBLE']
  const { status, stdout } = await server.run([...args, ...to], { PEBBLE: newSecret })
  expect(status).toBe(0)
  const [, ...lines] = stdout.split('\n')
  const { organizations } = server.emulator.project(productionId) as unknown as {
    organizations: { id: string; label: string }[]
  }
  const id = organizations.find(({ label }) => label === 'Pebble')?.id
  expect(lines).toEqual([
    '2 new, 1 edited, 0 deleted, in 2 requests.',
    '~ organization Tidewater Renamed',
    '+ organization Pebble',
    '+ connection Pebble Okta',
    `Pebble: the redirect URL of Pebble Okta is https://brave-lovelace-7k2m9x4q1d.projects.oryapis.com/self-service/methods/oidc/organization/${id}/callback/pebble-okta`,
    '',
  ])
  rename('Tidewater again')
  await plan('--out', 'plan.json')
  expect(JSON.parse((await apply('--json')).stdout)).toMatchObject({
    changes: [{ kind: 'organization', status: 'edited', name: 'Tidewater again' }],
    addresses: [],
  })
})

it('says which ACS URLs the server assigned', async () => {
  const server = await start()
  server.emulator.edit(({ projects }) => {
    for (const project of projects) project.assigns_acs_urls = true
  })
  const { change, plan, apply } = await teamOn(server)
  change(({ connections }) => {
    const one = connections.find((item: any) => item.protocol === 'saml')
    connections.push({ ...one, id: 'pebble', fields: { ...one.fields, label: 'Pebble' } })
  })
  await plan('--out', 'plan.json')
  expect(JSON.parse((await apply('--json')).stdout)).toMatchObject({
    addresses: [
      {
        connection: 'pebble',
        url: 'https://brave-lovelace-7k2m9x4q1d.projects.oryapis.com/saml/api/oauth/saml/pebble',
      },
    ],
  })
})

it('sends nothing where the folder cannot be read, and says what it published where it cannot be written', async () => {
  const { server, rename, plan, apply } = await plannedRename()
  const nowhere = await apply('--folder', 'nowhere')
  expect(nowhere).toMatchObject({ status: 1, stdout: '' })
  expect(nowhere.stderr).toContain('nowhere cannot be read')
  expect(server.writes()).toEqual([])
  // A file is where the folder of publishes would be.
  server.put('team/publishes', '')
  const { status, stdout, stderr } = await apply('--folder', 'team')
  expect(status).toBe(1)
  expect(stdout).toMatch(/^Published to Northwind Production: /)
  expect(stderr).toContain('Published, but not written into the folder: ')
  rename('Tidewater again')
  await plan('--out', 'plan.json')
  const json = await apply('--folder', 'team', '--json')
  expect(json.status).toBe(1)
  expect(JSON.parse(json.stdout)).toMatchObject({ result: 'published', error: {}, written: [] })
})

it('after a lost answer from a server that cannot be read any more it may have taken effect', async () => {
  const { server, apply } = await plannedRename()
  const written = { method: 'PATCH', drop: 'after' } as const
  server.emulator.fault({
    ...written,
    otherWriter: () =>
      void server.emulator.fault({ operation: 'getProject', status: 500, times: 99 }),
  })
  const { status, stdout, stderr } = await apply('--json')
  expect(status).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ result: 'unknown', requests: 0, of: 1 })
  expect(stderr).toBe('')
  server.emulator.clearFaults()
  expect(await apply()).toMatchObject({ status: 0 })
})

it('refuses a plan with a secret in it, or one reference for two, and quotes neither', async () => {
  const server = await start()
  const { addCustomer, plan, apply } = await teamOn(server)
  addCustomer()
  await plan('--secret', 'foxglove-okta=HOME', '--out', 'plan.json')
  const written = JSON.parse(server.read('plan.json'))
  const { connection } = written.draft.intents
  const [first, second] = Object.values<any>(connection).map(({ fields }) => fields.client_secret)
  for (const to of [{ ...first.to }, newSecret, [newSecret]]) {
    second.to = to
    server.put('plan.json', JSON.stringify(written))
    const refused = await apply('--secret', 'pebble-okta=HOME', '--secret', 'foxglove-okta=PATH')
    expect(refused).toMatchObject({ status: 1, stdout: '' })
    expect(refused.stderr).toMatch(/the client_secret of .* (has the reference|is a secret itself)/)
    expect(refused.stderr).not.toContain(newSecret)
  }
  expect(server.writes()).toEqual([])
})

/** Plans in which the reference to a secret stands where none may: in the fields of every kind of entity. */
function misplaced(whole: string): string[] {
  const reference = { $secret: '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c13' }
  const places: readonly (readonly [kind: string, fields: object])[] = [
    ['connection', { label: { to: reference } }],
    ['connection', { future: { to: [{ deep: reference }] } }],
    ['connection', { authorization_header_secret: { to: reference } }],
    ['connection', { client_secret: { to: { ...reference, beside: 1 } } }],
    ['connection', { client_secret: { from: reference } }],
    ['organization', { label: { to: reference } }],
    ['scim-client', { label: { to: reference } }],
    ['scim-client', { client_secret: { to: reference } }],
    ['scim-client', { proxy_scim_server_url: { to: { a: reference } } }],
  ]
  return places.map(([kind, fields]) => {
    const plan = JSON.parse(whole)
    plan.draft.intents[kind].odd = { kind: 'edit', fields }
    return JSON.stringify(plan)
  })
}

it('refuses what is no plan, no secret and no server in words, and sends nothing', async () => {
  const server = await start()
  const { addCustomer, plan, apply } = await teamOn(server)
  addCustomer()
  await plan('--out', 'plan.json')
  const whole = server.read('plan.json')
  const refused = async (words: RegExp, ...more: string[]) => {
    const { status, stdout, stderr } = await apply(...more)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(words)
    expect(stderr).not.toMatch(/\n\s+at /)
  }
  await refused(/client_secret of pebble-okta is needed: --secret pebble-okta=VARIABLE/)
  await refused(
    /variable that --secret names for pebble-okta is not set/,
    '--secret',
    'pebble-okta=X',
  )
  await refused(/--secret is CONNECTION=VARIABLE/, '--secret', `pebble-okta=${newSecret}`)
  await refused(
    /plan needs no secret of other/,
    '--secret',
    'pebble-okta=HOME',
    '--secret',
    'other=X',
  )
  for (const [text, words] of [
    ['', /it is not JSON/],
    ['[]', /plan --out did not write it/],
    [whole.replace('"version": 1', '"version": 2'), /another version/],
    [whole.replace('"shown"', '"show"'), /it was changed at/],
    [whole.replace('"$secret"', '"x"').replace('"label"', '"$secret"'), /it was changed at/],
    ...misplaced(whole).map((text) => [text, /it was changed at draft/] as const),
  ] as const) {
    server.put('plan.json', text)
    await refused(words)
  }
  server.put('plan.json', whole)
  const staging = await server.sso('apply', 'plan.json', '--project', 'Northwind Staging')
  expect(staging).toMatchObject({ status: 1, stdout: '' })
  expect(staging.stderr).toContain('The plan is for “Northwind Production”')
  const nowhere = ['--api', 'http://127.0.0.1:9']
  const none = await server.run(['apply', 'plan.json', '--project', production, ...nowhere])
  expect(none).toMatchObject({ status: 1, stdout: '' })
  const wrong = await server.run(
    ['apply', 'plan.json', '--project', production, '--api', server.emulator.apiAddress],
    { ORY_WORKSPACE_API_KEY: 'wrong' },
  )
  expect(wrong).toMatchObject({ status: 1, stdout: '' })
  expect(wrong.stderr).toContain('The server does not take this key')
  expect(server.said.join('')).not.toContain(newSecret)
  expect(server.writes()).toEqual([])
})
