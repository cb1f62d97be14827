import { expect, it } from 'vitest'
import { compare } from '../../../../src/core/compare/compare'
import { firstMemory } from '../../../../src/core/compare/memory'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import type { JsonObject } from '../../../../src/core/model/json'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import { setUpOfFile } from '../../../../src/core/set-up-file/set-up-of-file'
import { makeSetUpFile } from '../../../../src/core/set-up-file/write'
import type { TakeChoice } from '../../../../src/core/take/take'
import { takeIntoFile } from '../../../../src/core/team-folder/take-into-file'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'

type Parts = Parameters<typeof snapshotOf>[0]
const organization = (id: string): JsonObject => ({ id, label: id, domains: [`${id}.example`] })

/** Takes choices of one state of a project into the file of another one. */
function take(left: Parts, right: Parts, chosen: readonly TakeChoice[]) {
  const [source, target] = [left, right].map((parts) => setUpOf(snapshotOf(parts)))
  if (!source || !target) throw new Error('There are two')
  const { file } = makeSetUpFile(target, new Map())
  const comparison = compare(source, setUpOfFile(file), firstMemory(true))
  const taken = takeIntoFile(comparison, chosen, makeSetUpFile(source, new Map()).file, file)
  return { ...taken, before: file }
}
const whole = (kind: TakeChoice['kind'], key: string): TakeChoice => ({ kind, key })

it('takes the fields that were chosen, and leaves the rest of the file as it is', () => {
  const base = { organization_id: 'a', scope: ['openid'] }
  const { file, changes, skipped, before } = take(
    {
      organizations: [organization('a')],
      oidc: [connection('c', { ...base, client_id: 'new', scope: ['openid', 'email'] })],
    },
    {
      organizations: [organization('a')],
      oidc: [connection('c', { ...base, client_id: 'old' }), connection('d', {})],
    },
    [{ kind: 'connection', key: 'oidc:c', fields: ['client_id'] }],
  )
  expect([changes, skipped]).toEqual([1, []])
  expect(file.connections[0]?.fields).toEqual({
    ...before.connections[0]?.fields,
    client_id: 'new',
  })
  expect(file.connections[1]).toEqual(before.connections[1])
  expect(file.organizations).toEqual(before.organizations)
})

it('takes what only the project has as a whole, an organization before its connections', () => {
  const { file, changes } = take(
    { organizations: [organization('a')], oidc: [connection('c', { organization_id: 'a' })] },
    {},
    [whole('connection', 'oidc:c'), whole('organization', 'a')],
  )
  expect(changes).toBe(2)
  expect(file.organizations.map(({ id }) => id)).toEqual(['a'])
  expect(file.connections[0]).toMatchObject({ id: 'c', fields: { organization_id: 'a' } })
})

it('takes a removed value away', () => {
  const { file } = take(
    { oidc: [connection('c', {})] },
    { oidc: [connection('c', { requested_claims: { id_token: {} } })] },
    [{ kind: 'connection', key: 'oidc:c', fields: ['requested_claims'] }],
  )
  expect(file.connections[0]?.fields).not.toHaveProperty('requested_claims')
})

it('leaves and names what has no organization there, what may be a secret, and a text that is not at hand', () => {
  const canary = 'https://ada:hunter2@mapper.example'
  const stored = `https://storage.googleapis.com/bucket/${'a'.repeat(128)}.jsonnet`
  const { file, changes, skipped } = take(
    {
      organizations: [organization('a')],
      oidc: [
        connection('c', { organization_id: 'a' }),
        connection('d', { issuer_url: canary, mapper_url: stored }),
      ],
    },
    { oidc: [connection('d', { mapper_url: toMapperUrl('{}') })] },
    [
      whole('connection', 'oidc:c'),
      { kind: 'connection', key: 'oidc:d', fields: ['issuer_url', 'mapper_url'] },
    ],
  )
  expect(changes).toBe(0)
  expect(skipped).toHaveLength(3)
  expect(skipped[0]).toContain('its organization is not in the folder')
  expect(skipped.join(' ')).toContain('it may hold a secret')
  expect(skipped.join(' ')).toContain('its text cannot be read now')
  expect(JSON.stringify(file)).not.toContain('hunter2')
})

it('takes a SCIM client with its organization, single fields of one, and none without', () => {
  const left = {
    organizations: [organization('a'), organization('b')],
    scimClients: [
      scimEntry('new', 'a', { authorization_header_secret: 'canary' }),
      scimEntry('c', 'b'),
    ],
  }
  const right = {
    organizations: [organization('b')],
    scimClients: [scimEntry('c', 'b', { label: 'Old', state: 'disabled' })],
  }
  const both = take(left, right, [
    whole('scim-client', 'new'),
    whole('organization', 'a'),
    { kind: 'scim-client', key: 'c', fields: ['state'] },
  ])
  expect(both.changes).toBe(3)
  expect(JSON.stringify(both.file)).not.toContain('canary')
  expect(both.file.scimClients).toMatchObject([
    { id: 'c', fields: { label: 'Old', state: 'enabled' } },
    { id: 'new', fields: { organization_id: 'a' } },
  ])
  const alone = take(left, right, [whole('scim-client', 'new')])
  expect(alone.changes).toBe(0)
  expect(alone.file).toEqual(alone.before)
  expect(alone.skipped).toEqual(['Label of new: its organization is not in the folder'])
})

it('says nothing of SCIM clients where neither does', () => {
  const parts = { organizations: [organization('a')] }
  const { file } = take(parts, {}, [whole('organization', 'a')])
  expect(file).not.toHaveProperty('scimClients')
})
