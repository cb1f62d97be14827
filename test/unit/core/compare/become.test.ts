import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { becoming, becomingName } from '../../../../src/core/compare/become'
import { compare } from '../../../../src/core/compare/compare'
import { firstMemory, withExpected, type PairMemory } from '../../../../src/core/compare/memory'
import { isOpen } from '../../../../src/core/compare/rows'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { impactOf, impactSummary } from '../../../../src/core/impact/impact'
import { withoutPauses } from '../../../../src/core/model/pauses'
import type { SetUp } from '../../../../src/core/model/set-up'
import { scimEntry } from '../../../support/states/radar'
import { arbitraryProvisioned, connection, snapshotOf } from '../../../support/states/snapshots'

const nowIso = '2026-11-27T00:00:00.000Z'
const one = firstMemory(true)
const between = firstMemory(false)
const organization = (id: string, domain = `${id}.example`) => ({
  id,
  label: `Label ${domain}`,
  domains: [domain],
})
const setUp = (parts: Parameters<typeof snapshotOf>[0]) => setUpOf(snapshotOf(parts))
const become = (left: SetUp, right: SetUp, memory: PairMemory) =>
  withoutPauses(becoming(compare(left, right, memory), right))
const linesOf = ({ before, after }: ReturnType<typeof become>) =>
  impactOf(before, after, { nowIso }).lines

test('nothing is left to take over once the right side became as the left one', () => {
  fc.assert(
    fc.property(
      arbitraryProvisioned,
      arbitraryProvisioned,
      fc.constantFrom(one, between),
      (l, r, memory) => {
        const [left, right] = [setUpOf(l), setUpOf(r)]
        const { after } = become(left, right, memory)
        const open = compare(left, after, memory).entities.flatMap((entity) => {
          // Nothing is known of the SCIM clients of the right side, so none are made there.
          if (entity.unread) return []
          if (!entity.left || !entity.right) return isOpen(entity) ? [entity.kind] : []
          const fields = entity.fields.filter(isOpen).map(({ field }) => field)
          return fields.filter((field) => field !== 'redirect_url')
        })
        expect(open).toEqual([])
        expect(become(right, right, memory).after).toEqual(right)
      },
    ),
  )
})

it('leaves the very same what nothing happens to, and finds the entity of each line', () => {
  const left = setUp({
    organizations: [organization('o'), organization('n')],
    oidc: [connection('c', { organization_id: 'o' }), connection('d', { organization_id: 'n' })],
  })
  const right = setUp({
    organizations: [organization('o'), organization('g')],
    oidc: [connection('c', { organization_id: 'o' }), connection('e', { organization_id: 'g' })],
  })
  const result = become(left, right, one)
  expect(result.after.organizations[0]).toBe(right.organizations[0])
  expect(result.after.connections[0]).toBe(right.connections[0])
  expect(result.after.settings).toBe(right.settings)
  const lines = linesOf(result)
  expect(lines.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
    'connection-gone Label of e',
    'moved n.example',
    'released g.example',
    'to-tell Label of d',
  ])
  for (const { place } of lines) {
    expect(place && result.entityIds.get(becomingName(place.kind, place.key))).toBeDefined()
  }
})

it('keeps what is expected to differ, and what another project has as its own', () => {
  const okta = (id: string, organizationId: string) =>
    connection(id, {
      label: 'Okta',
      organization_id: organizationId,
      client_id: 'client',
      issuer_url: 'https://idp.example',
      x_unknown: {},
    })
  const left = setUp({
    organizations: [organization('left-o', 'o.example')],
    oidc: [okta('left-c', 'left-o')],
  })
  const right = setUp({
    organizations: [organization('right-o', 'o.example'), organization('own')],
    oidc: [okta('right-c', 'right-o')],
  })
  const own = { kind: 'organization', field: '', left: '', right: 'own' } as const
  const kept = become(left, right, withExpected(between, own, true))
  expect(kept.after).toEqual(right)
  expect(impactSummary(linesOf(kept))).toBe('Nobody’s sign-in changes.')
  expect(linesOf(become(left, right, between)).map(({ words }) => words)).toEqual([
    'No organization takes people of own.example any more: they get the project’s own sign-in page.',
  ])
  // Of one project at two times an id is an id: accounts are kept under it.
  const moved = linesOf(become(left, right, withExpected(one, own, true)))
  expect(moved.map(({ kind }) => kind)).toContain('connection-gone')
})

it('switches methods and takes shared settings over', () => {
  const left: SetUp = {
    ...setUp({}),
    methods: { oidc: { enabled: false }, saml: { enabled: true } },
    settings: { base_redirect_uri: 'https://left.example' },
  }
  const right = setUp({})
  const { after } = become(left, right, one)
  expect([after.methods, after.settings]).toEqual([left.methods, left.settings])
  expect(become(left, right, between).after.settings).toEqual({
    base_redirect_uri: right.settings['base_redirect_uri'],
  })
})

it('makes SCIM clients of the left side, takes away those of the right one alone, and knows both', () => {
  const organizations = [organization('o'), organization('p')]
  const left = setUp({ organizations, scimClients: [scimEntry('a', 'o'), scimEntry('n', 'p')] })
  const right = setUp({
    organizations,
    scimClients: [scimEntry('g', 'o', { label: 'Gone' }), scimEntry('a', 'o', { label: 'A' })],
  })
  const { after, entityIds } = become(left, right, one)
  expect(after.scimClients?.map(({ key, fields }) => [key, fields['label']])).toEqual([
    ['a', 'Label of a'],
    ['new:n', 'Label of n'],
  ])
  expect(entityIds.get(becomingName('scim-client', 'a'))).toBeDefined()
  // A side that says nothing of them takes none away, and gets none.
  const silent = setUp({ organizations })
  expect(become(silent, right, one).after).toEqual(right)
  expect(become(left, silent, one).after).toEqual(silent)
})
