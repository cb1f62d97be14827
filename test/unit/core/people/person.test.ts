import { expect, test } from 'vitest'
import { personOf, sessionOf, usualPaths } from '../../../../src/core/people/person'
import { domainsOfPerson, inGroup } from '../../../../src/core/people/group'

const id = '7cccc4a1-89ff-44f8-9bdb-d78458387e4c'
const usual = { schemas: new Map([['work', [['work', 'mail']]]]), usual: usualPaths }

test('an identity is read as far as it can be', () => {
  expect(personOf({ id }, usual)).toEqual({ id, addresses: [], emergencyFor: [] })
  for (const odd of [null, 'text', 7, [], {}, { id: 7 }, { id: '' }]) {
    expect(personOf(odd as never, usual)).toBeUndefined()
  }
  const person = personOf(
    {
      id,
      schema_id: 'work',
      traits: { work: { mail: 'a@b.example' }, email: 'no@b.example' },
      organization_id: id,
      verifiable_addresses: [
        { value: 'a@b.example', via: 'email' },
        { value: '+4930', via: 'sms' },
        'odd',
        { value: 'b@c.example', via: 'email' },
      ],
      recovery_addresses: [
        { value: 'c@d.example', via: 'email', break_glass_for_organization: id },
      ],
      credentials: { hologram: { identifiers: ['x@y.example'] } },
    },
    usual,
  )
  expect(person).toEqual({
    id,
    organizationId: id,
    addresses: ['a@b.example', 'b@c.example', 'c@d.example'],
    emergencyFor: [id],
  })
  const none = '00000000-0000-0000-0000-000000000000'
  expect(personOf({ id, organization_id: none, traits: null }, usual)).toEqual({
    id,
    addresses: [],
    emergencyFor: [],
  })
})

test('a session is read as far as it can be', () => {
  const at = '2026-11-20T12:00:00Z'
  const time = Date.parse(at)
  expect(sessionOf('odd')).toBeUndefined()
  expect(sessionOf({})).toEqual({ id: undefined, personId: undefined, signIns: [] })
  expect(sessionOf({ id: 's', authenticated_at: at, identity: { id } })).toEqual({
    id: 's',
    personId: id,
    signIns: [{ at: time }],
  })
  expect(
    sessionOf({
      authenticated_at: 'yesterday',
      issued_at: at,
      authentication_methods: [
        { method: 'oidc', provider: 'a' },
        { method: 'saml', provider: 'b', completed_at: '2026-11-21T12:00:00Z' },
        { method: 'telepathy', provider: 'c' },
        { method: 'password' },
        null,
      ],
    }),
  ).toEqual({
    id: undefined,
    personId: undefined,
    signIns: [
      { connection: 'oidc:a', at: time },
      { connection: 'saml:b', at: time + 86_400_000 },
      { at: time },
      { at: time },
    ],
  })
})

test('groups compare domains as Ory does', () => {
  const organizations = [{ id, domains: ['xn--bcher-kva.example'] }]
  const one = (address: string, organizationId?: string) => ({
    id: 'p',
    addresses: [address],
    emergencyFor: [],
    ...(organizationId === undefined ? {} : { organizationId }),
  })
  const outside = inGroup({ kind: 'outside', domain: 'Bücher.example' }, organizations)
  expect(outside(one('a@xn--bcher-kva.EXAMPLE'))).toBe(true)
  expect(outside(one('a@b\u00fccher.example', id))).toBe(false)
  expect(outside(one('a@b\u00fccher.example', 'deleted'))).toBe(true)
  expect(outside(one('a@sub.bücher.example'))).toBe(false)
  const other = inGroup({ kind: 'other-domain', organizationId: id }, organizations)
  expect(other(one('a@BÜCHER.example', id))).toBe(false)
  expect(other(one('a@agency.example', id))).toBe(true)
  expect(other({ ...one('', id), addresses: [] })).toBe(false)
  const emergency = inGroup({ kind: 'emergency', organizationId: id }, organizations)
  expect(emergency({ ...one('a@b.example', id), emergencyFor: [id] })).toBe(true)
  // It does not carry over to another organization.
  expect(emergency({ ...one('a@b.example', 'other'), emergencyFor: [id] })).toBe(false)
  expect(domainsOfPerson({ addresses: ['a@b.example', 'c@B.example', 'd@'] })).toEqual([
    'b.example',
  ])
})
