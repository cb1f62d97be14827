import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { impactOf } from '../../../../src/core/impact/impact'
import { addressWays } from '../../../../src/core/impact/way-words'
import { noIntents } from '../../../../src/core/intents/intents'
import { textListMember, textMember } from '../../../../src/core/model/json'
import type { SetUp } from '../../../../src/core/model/set-up'
import { unconfirmedHarm } from '../../../../src/core/publish/confirmation'
import { demandOf } from '../../../../src/core/publish/demand'
import { consequencesOf } from '../../../../src/core/publish/consequences'
import { planPublish } from '../../../../src/core/publish/publish-plan'
import { lockOut } from '../../../../src/core/problems/rules-organizations'
import {
  claimedDomainsOf,
  isLockOut,
  isUncertain,
  locksOut,
  signInWays,
  waysInCopy,
} from '../../../../src/core/sign-in-ways/sign-in-ways'
import { whoWay } from '../../../../src/core/sign-in-ways/who-row'
import { arbitraryGestures, perform } from '../../../support/states/edits'
import { radarProject } from '../../../support/states/radar'
import {
  arbitrarySnapshot,
  connection,
  snapshotOf,
  withStates,
  type States,
} from '../../../support/states/snapshots'
import { arbitrarySpoils, spoil } from '../../../support/states/spoils'

const nowIso = '2026-11-27T00:00:00.000Z'
const state = fc.constantFrom('enabled' as const, 'disabled' as const, undefined)

/** A snapshot, a draft on it, and for each connection whether it is enabled, disabled or not known. */
const worlds = fc
  .tuple(
    arbitrarySnapshot,
    arbitraryGestures,
    arbitrarySpoils,
    fc.array(state, { minLength: 8, maxLength: 8 }),
  )
  .map(([plain, gestures, spoils, told]) => {
    const production = { ...plain.summary, environment: 'production' as const }
    const { connections } = setUpOf(plain)
    const states = Object.fromEntries(
      connections.flatMap(({ key }, index) => {
        const known = told[index % told.length]
        return known === undefined ? [] : [[key, known] as const]
      }),
    )
    const snapshot = withStates({ ...plain, summary: production }, states)
    const { intents } = spoil(snapshot, perform(snapshot, gestures), spoils)
    return { snapshot, intents }
  })

/** Who is locked out, by going through everything for each domain: a second evaluation. */
function plainLockOut({ organizations, connections, methods }: SetUp, domain: string) {
  const lower = (text: string) => text.toLowerCase()
  const claims = organizations.filter(({ fields }) =>
    textListMember(fields, 'domains').map(lower).includes(lower(domain)),
  )
  const needed = (provider: string) =>
    ['client_id', ...(provider === 'generic' ? ['issuer_url'] : [])].concat('id', 'mapper_url')
  const works = ({ key, protocol, fields }: SetUp['connections'][number]) => {
    const first = connections.find(
      (other) =>
        other.protocol === protocol && textMember(other.fields, 'id') === textMember(fields, 'id'),
    )
    const provider = textMember(fields, 'provider') ?? ''
    const names =
      protocol === 'saml' ? ['id', 'mapper_url', 'raw_idp_metadata_xml'] : needed(provider)
    return (
      methods[protocol].enabled &&
      fields['state'] !== 'disabled' &&
      first?.key === key &&
      names.every((name) => ![undefined, null, ''].includes(fields[name] as string))
    )
  }
  return (
    claims.length > 0 &&
    claims.every(
      ({ key }) =>
        !connections.some(
          (item) => textMember(item.fields, 'organization_id') === key && works(item),
        ),
    )
  )
}

test('who, impact, what a publish has to be confirmed for, radar and rows say the same of every address', () => {
  let locked = 0
  let uncertain = 0
  fc.assert(
    fc.property(worlds, ({ snapshot, intents }) => {
      const plan = planPublish(snapshot, intents)
      const before = setUpOf(snapshot, noIntents)
      const after = setUpOf(snapshot, plan.intents)
      const [was, is] = [signInWays(before), signInWays(after)]
      const { lockedOut, lines } = impactOf(before, after, { nowIso })
      const domains = [...new Set([...claimedDomainsOf(before), ...claimedDomainsOf(after)])]
      const addresses = domains.map((domain) => `ada@${domain}`)
      const pasted = addressWays(before, after, addresses)
      const found = lockOut.inProject?.(radarProject({}, { setUp: after })) ?? []
      const rows = waysInCopy(snapshot, workingCopy(snapshot, plan.intents))
      for (const [at, address] of addresses.entries()) {
        const domain = domains[at] ?? ''
        const isOut = isLockOut(is(address))
        if (isOut) locked += 1
        if (isUncertain(is(address))) uncertain += 1
        expect([domain, isOut]).toEqual([domain, plainLockOut(after, domain)])
        // Who, of both states.
        expect(whoWay(is(address), () => undefined).isLockOut).toBe(isOut)
        // Rows and problems, by the indexes of a working copy.
        expect(rows(address)).toEqual(is(address))
        // Impact, line by line and for pasted addresses.
        const isNew = isOut && !isLockOut(was(address))
        expect(lockedOut.includes(domain)).toBe(isNew)
        expect(pasted[at]?.verdict === 'locked-out').toBe(isNew)
        expect(lines.some((line) => line.kind === 'locked-out' && line.subject === domain)).toBe(
          isNew,
        )
      }
      // A publish has to be confirmed for these, and for who may be locked out.
      const { harmed } = demandOf(consequencesOf(snapshot, plan.intents, nowIso))
      const unsure = lines.filter(({ kind }) => kind === 'maybe-locked-out')
      expect(new Set(harmed)).toEqual(
        new Set([...lockedOut, ...unsure.map(({ subject }) => subject)]),
      )
      expect(unconfirmedHarm(harmed, undefined)).toEqual(harmed)
      // The radar and the rows name the organizations of these domains.
      const organizations = after.organizations.filter((item) => locksOut(is, item))
      expect(new Set(found.map(({ target }) => target?.key))).toEqual(
        new Set(organizations.map(({ key }) => key)),
      )
    }),
    { numRuns: 200 },
  )
  expect(locked).toBeGreaterThan(20)
  expect(uncertain).toBeGreaterThan(20)
})

const one = [{ id: 'o', label: 'Pebble', domains: ['pebble.example'] }]
const two = snapshotOf({
  organizations: one,
  oidc: ['a', 'b'].map((id) => connection(id, { organization_id: 'o', label: id.toUpperCase() })),
})
const deleted = snapshotOf({
  organizations: one,
  oidc: [connection('b', { organization_id: 'o', label: 'B' })],
})
const impact = (states: States = {}) =>
  impactOf(setUpOf(withStates(two, states)), setUpOf(withStates(deleted, states)), { nowIso })

it('counts a domain as locked out whose only other connection is disabled', () => {
  const { lockedOut, lines } = impact({ 'oidc:a': 'enabled', 'oidc:b': 'disabled' })
  expect(lockedOut).toEqual(['pebble.example'])
  expect(lines[0]).toMatchObject({
    kind: 'locked-out',
    words: 'People of pebble.example are locked out. The only connection of Pebble is disabled.',
    before: 'Pebble, by A',
    after: 'Pebble, locked out: its connection is disabled',
  })
})

it('says what is not known of the connection that is left', () => {
  const said = (states: States = {}) =>
    impact(states).lines.find(({ subject }) => subject === 'pebble.example')?.words
  const unknown = 'It is not known whether B is enabled: if it is not, they are locked out.'
  expect(said(undefined)).toContain(unknown)
  expect(said({ 'oidc:a': 'enabled' })).toContain(unknown)
  expect(said({ 'oidc:b': 'enabled' })).not.toContain('not known')
})

it('takes what a document says of itself, and makes what is new enabled', () => {
  const setUp = setUpOf(snapshotOf({ organizations: one, oidc: [] }))
  const of = (key: string, more: object) => ({
    ...setUp,
    methods: { oidc: { enabled: true }, saml: { enabled: true } },
    connections: [
      {
        key,
        protocol: 'oidc' as const,
        fields: { ...connection('a', { organization_id: 'o' }), ...more },
      },
    ],
  })
  const way = (key: string, more: object) => signInWays(of(key, more))('pebble.example')
  expect(isLockOut(way('oidc:a', { state: 'disabled' }))).toBe(true)
  expect(isUncertain(way('oidc:a', {}))).toBe(true)
  expect(isUncertain(way('oidc:a', { state: 'enabled' }))).toBe(false)
  expect(isUncertain(way('new:1', {}))).toBe(false)
})
