import { describe, expect, it } from 'vitest'
import { demoIds } from '../../emulator'
import { hasScimClient, runScimClient } from '../../support/identity-providers/scim-client'
import { at, production, start } from './harness'

const skip = !hasScimClient()
const secret = 'demo-secret-of-harbor-entra'

async function server() {
  const { emulator } = await start()
  const host = `${emulator.apiAddress}/project-hosts/brave-lovelace-7k2m9x4q1d`
  return { emulator, base: `${host}/scim/harbor-entra/v2` }
}

describe.skipIf(skip)('a SCIM client that is not ours', () => {
  it('provisions a user, a change, a group and a deactivation, and deletes the user', async () => {
    const { emulator, base } = await server()
    const steps = await runScimClient('provision', { base, secret })
    const id = at(steps, 'created', 'id')
    const name = 'grace@harborlights.example'
    expect(steps).toMatchObject({
      created: { userName: name, active: true, name: { familyName: 'Hopper' } },
      found: [id],
      changed: { id, name: { givenName: 'Grace', familyName: 'Murray' } },
      group: { displayName: 'Crew', members: [{ value: id, display: name, type: 'User' }] },
      deactivated: { id, active: false },
      read: { id, active: false, groups: [{ value: at(steps, 'group', 'id'), display: 'Crew' }] },
      again: { id, externalId: 'directory-2' },
      gone: { status: '404' },
    })
    expect(emulator.provisioned(production)).toEqual([])
    // As an identity provider asks: each operation at least once.
    const operations = new Set(emulator.requests().map(({ operation }) => operation))
    for (const operation of [
      'getScimServiceProviderConfig',
      'getScimResourceTypes',
      'getScimSchemas',
      'createScimUser',
      'listScimUsers',
      'getScimUser',
      'patchScimUser',
      'deleteScimUser',
      'createScimGroup',
      'deleteScimGroup',
    ])
      expect(operations).toContain(operation)
  })

  it('leaves an identity of the client’s organization, which is deactivated', async () => {
    const { emulator, base } = await server()
    await runScimClient('provision', { base, secret, keep: true })
    expect(emulator.provisioned(production)).toMatchObject([
      { kind: 'User', organizationId: demoIds.harborLights, attributes: { active: false } },
    ])
  })

  it('is refused with another secret', async () => {
    const { emulator, base } = await server()
    await expect(runScimClient('provision', { base, secret: 'other' })).rejects.toThrow(
      'invalid authorization header',
    )
    expect(emulator.provisioned(production)).toEqual([])
  })

  it('finds it conform, but for what Ory documents otherwise', async () => {
    const { base } = await server()
    const results = (await runScimClient('check', { base, secret })) as string[][]
    const others = results.filter(([status]) => status !== 'SUCCESS')
    expect(others.map(([, ...what]) => what.join(': ')).toSorted()).toEqual([
      // The server adds the names of members.
      "check_add_attribute: PATCH modify() returned unexpected value for 'members'.",
      // Without `active`, a user is active.
      "check_remove_attribute: PATCH modify() did not remove attribute 'active'",
      "check_replace_attribute: PATCH modify() returned unexpected value for 'members'.",
      // There is no POST /.search.
      'search_with_attributes: The requested resource does not exist.',
      'search_with_attributes: The requested resource does not exist.',
    ])
    expect(results.length - others.length).toBeGreaterThan(120)
  })
})
