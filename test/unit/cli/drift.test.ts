import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { oidcProviders } from '../../emulator'
import { useSsoServer } from '../../support/runner/sso-server'
import { newSecret, production, projectFile, teamOn } from '../../support/runner/team-on-server'

const { start } = useSsoServer()
const at = ['--project', production]

it('is the same for drift, plan and pull where only the form of the file differs', async () => {
  const server = await start()
  const { change, plan } = await teamOn(server)
  change((file) => {
    file.organizations.reverse()
    file.connections.reverse()
    file.scim_clients?.reverse()
    for (const { fields } of file.organizations) {
      fields.domains = fields.domains.map((domain: string) => domain.toUpperCase()).toReversed()
    }
    for (const { fields } of file.connections) fields.apple_team_id ??= null
  })
  const mine = server.read(projectFile)
  const drift = await server.sso('drift', 'team', ...at, '--json')
  expect({ ...drift, stdout: JSON.parse(drift.stdout) }).toMatchObject({
    status: 0,
    stderr: '',
    stdout: { same: true, differences: [], more: 0 },
  })
  expect(await plan()).toMatchObject({ status: 0 })
  expect(await server.sso('pull', 'team', ...at)).toMatchObject({
    status: 0,
    stdout: 'The folder has the same already.\n',
  })
  expect(server.read(projectFile)).toBe(mine)
})

it('differs with a difference wherever it ends with 2, also in SCIM clients that an older file does not name', async () => {
  const server = await start()
  const { change } = await teamOn(server)
  change((file) => {
    delete file.scim_clients
  })
  const { status, stdout } = await server.sso('drift', 'team', ...at, '--json')
  const { same, differences } = JSON.parse(stdout)
  expect({ status, same }).toEqual({ status: 2, same: false })
  expect(differences).toContainEqual({ about: expect.any(String), server: 'has it' })
})

it('has nothing more to say after a new customer was applied: the server got the ID of the file', async () => {
  const server = await start()
  const { addCustomer, plan, apply } = await teamOn(server)
  addCustomer()
  await plan('--out', 'plan.json')
  const secret = ['--secret', 'pebble-okta=SECRET', '--api', server.emulator.apiAddress]
  const applied = await server.run(
    ['apply', 'plan.json', ...at, '--production', production, ...secret],
    { SECRET: newSecret },
  )
  expect(applied).toMatchObject({ status: 0 })
  expect(await server.sso('drift', 'team', ...at)).toMatchObject({ status: 0 })
  const after = await plan()
  expect(after).toMatchObject({ status: 0 })
  expect(after.stdout).not.toContain('not in the folder')
  expect(await apply()).toMatchObject({ status: 0 })
})

it('does not propose an ID that was copied from another project of the folder', async () => {
  const server = await start()
  const { addCustomer, plan } = await teamOn(server)
  addCustomer()
  server.put(
    projectFile.replace('brave-', 'other-'),
    server.read(projectFile).replaceAll('brave-', 'other-'),
  )
  const { changes } = JSON.parse((await plan('--json')).stdout)
  const [made] = changes.filter(({ status }: any) => status === 'new')
  expect(made.key).toMatch(/^new:(?!30000000)/)
})

it('refuses to compare and to pull while texts cannot be read, and never writes an address over a text', async () => {
  const server = await start()
  await teamOn(server)
  // Of texts that no folder has yet, so that they have to be read.
  server.emulator.edit(({ projects }) => {
    for (const project of projects) {
      const [one] = oidcProviders(project)
      if (one) one['mapper_url'] = `base64://${btoa('{ identity: { traits: {} } } // new')}`
    }
  })
  server.emulator.fault({ operation: 'getStoredContent', status: 500, times: 1000 })
  const mine = server.read(projectFile)
  const files = server.everyFile().length
  mkdirSync(join(server.place, 'fresh'))
  for (const args of [
    ['pull', 'fresh', ...at],
    ['pull', 'team', ...at, '--replace'],
    ['drift', 'team', ...at],
  ]) {
    const { status, stdout, stderr } = await server.sso(...args)
    expect({ args, status, stdout }).toEqual({ args, status: 1, stdout: '' })
    expect(stderr).toMatch(
      /cannot be compared: \d+ texts? of mappers or metadata could not be read/,
    )
  }
  expect(server.read(projectFile)).toBe(mine)
  expect(server.everyFile()).toHaveLength(files)
})
