import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SetUp } from '../../../../src/core/model/set-up'
import { changedDomains } from '../../../../src/core/impact/domains'
import { impactOf, impactSummary } from '../../../../src/core/impact/impact'
import { setUpOfParts, type Parts } from './set-ups'

const nowIso = '2026-11-27T00:00:00.000Z'
const domainNames = ['a.example', 'b.example', 'c.example', 'sub.a.example']
const organizationIds = ['o1', 'o2', 'o3']

const organization = fc.record({
  id: fc.constantFrom(...organizationIds),
  domains: fc.subarray([...domainNames, 'B.EXAMPLE']),
})
const connectionPart = fc.record({
  id: fc.constantFrom('x', 'y', 'z'),
  protocol: fc.constantFrom('oidc' as const, 'saml' as const),
  organization: fc.option(fc.constantFrom(...organizationIds, 'gone'), { nil: undefined }),
  issuer: fc.boolean(),
})
const parts: fc.Arbitrary<Parts> = fc.record({
  organizations: fc.uniqueArray(organization, { selector: ({ id }) => id, maxLength: 3 }),
  connections: fc.uniqueArray(connectionPart, {
    selector: ({ id, protocol }) => `${protocol}:${id}`,
    maxLength: 5,
  }),
  oidc: fc.boolean(),
  saml: fc.boolean(),
})

interface Plain {
  /** Whether one that claims it lets nobody in. */
  readonly hasClosed: boolean
  readonly organizations: string
  /** Of all organizations that claim it. */
  readonly usable: readonly string[]
  /** Ids of those that let people in. */
  readonly open: readonly string[]
  readonly isOut: boolean
}

/** How a domain's people sign in, worked out plainly: by going through everything for each question. */
function plainWay(state: Parts, domain: string): Plain {
  const claimed = state.organizations.filter(({ domains }) =>
    domains.some((item) => item.toLowerCase() === domain),
  )
  const usableOf = (id: string) =>
    state.connections
      .filter((item) => item.organization === id)
      .filter(({ protocol }) => (protocol === 'oidc' ? state.oidc : state.saml))
      .filter(({ protocol, issuer }) => protocol === 'saml' || issuer)
      .map((item) => `${item.protocol}:${item.id}`)
  const usable = claimed.map(({ id }) => usableOf(id))
  return {
    organizations: claimed
      .map(({ id }) => id)
      .toSorted()
      .join(),
    usable: [...new Set(usable.flat())],
    open: claimed.flatMap(({ id }) => (usableOf(id).length > 0 ? [id] : [])),
    hasClosed: usable.some((list) => list.length === 0),
    isOut: claimed.length > 0 && usable.every((list) => list.length === 0),
  }
}

/** What changes for people whom the same organizations take. */
function sameTakers(was: Plain, is: Plain) {
  if (was.isOut && !is.isOut) return is.hasClosed ? 'claimed-twice' : 'let-in'
  if (was.usable.some((item) => !is.usable.includes(item))) return 'other-connections'
  return is.usable.length > was.usable.length ? 'more-connections' : undefined
}

test('what is said of every domain equals a second, plain evaluation of both states', () => {
  let runs = 0
  fc.assert(
    fc.property(parts, parts, (left, right) => {
      runs += 1
      const said = new Map(
        changedDomains(setUpOfParts(left), setUpOfParts(right)).map((item) => [
          item.domain,
          item.kind,
        ]),
      )
      for (const domain of domainNames) {
        const [was, is] = [plainWay(left, domain), plainWay(right, domain)]
        const kind = said.get(domain)
        const isSame = was.organizations === is.organizations
        const [claims, claimsNow] = [was, is].map(({ organizations }) =>
          organizations === '' ? 0 : organizations.split(',').length,
        ) as [number, number]
        const expected =
          is.isOut && !was.isOut
            ? 'locked-out'
            : claimsNow > 1
              ? isSame
                ? !is.isOut && was.open.some((id) => !is.open.includes(id))
                  ? 'maybe-locked-out'
                  : sameTakers(was, is)
                : 'claimed-twice'
              : claimsNow === 0
                ? claims === 0
                  ? undefined
                  : 'released'
                : isSame || (was.isOut && !is.isOut)
                  ? sameTakers(was, is)
                  : 'moved'
        expect([domain, kind]).toEqual([domain, expected])
      }
      expect(said.size).toBe(domainNames.filter((domain) => said.has(domain)).length)
      expect(lockedOutBy(setUpOfParts(left), setUpOfParts(right)).toSorted()).toEqual(
        domainNames
          .filter((domain) => plainWay(right, domain).isOut && !plainWay(left, domain).isOut)
          .toSorted(),
      )
    }),
    { numRuns: 1000 },
  )
  expect(runs).toBe(1000)
})

const lockedOutBy = (before: SetUp, after: SetUp) =>
  changedDomains(before, after).flatMap(({ domain, kind }) =>
    kind === 'locked-out' ? [domain] : [],
  )

test('nothing is said where nothing changes, and both directions never lock out the same domain', () => {
  fc.assert(
    fc.property(parts, parts, (left, right) => {
      const [was, is] = [setUpOfParts(left), setUpOfParts(right)]
      expect(impactOf(was, was, { nowIso })).toEqual({ lines: [], lockedOut: [], mappers: [] })
      const back = new Set(lockedOutBy(is, was))
      expect(lockedOutBy(was, is).filter((domain) => back.has(domain))).toEqual([])
    }),
    { numRuns: 300 },
  )
})

const pebble: Parts = {
  organizations: [
    { id: 'o1', label: 'Pebble', domains: ['pebble.example'] },
    { id: 'o2', label: 'Quartz', domains: ['quartz.example'] },
  ],
  connections: [
    { id: 'x', label: 'Pebble Okta', protocol: 'oidc', organization: 'o1', issuer: true },
    { id: 'y', label: 'Quartz Entra', protocol: 'oidc', organization: 'o2', issuer: true },
  ],
  oidc: true,
  saml: true,
}
const impact = (after: Partial<Parts>) =>
  impactOf(setUpOfParts(pebble), setUpOfParts({ ...pebble, ...after }), { nowIso })

test('a planted lock-out is named first, with its place and both ways in words', () => {
  const { lines, lockedOut } = impact({
    connections: pebble.connections.filter(({ id }) => id !== 'x'),
  })
  expect(lockedOut).toEqual(['pebble.example'])
  expect(lines[0]).toEqual({
    id: 'domain pebble.example',
    kind: 'locked-out',
    subject: 'pebble.example',
    words:
      'People of pebble.example are locked out. Pebble has no connection, and its people get no password field.',
    before: 'Pebble, by Pebble Okta',
    after: 'Pebble, locked out: no connection',
    place: { kind: 'organization', key: 'o1' },
  })
  expect(impactSummary(lines)).toBe(
    '1 domain is locked out: pebble.example. Accounts of 1 connection are lost: Pebble Okta.',
  )
})

test('a method that is switched off and a connection that leads nowhere lock out as well', () => {
  expect(impact({ oidc: false }).lockedOut).toEqual(['pebble.example', 'quartz.example'])
  expect(impact({ oidc: false }).lines[0]?.words).toContain('their method is switched off')
  const broken = pebble.connections.map((item) =>
    item.id === 'x' ? { ...item, issuer: false } : item,
  )
  const { lines, lockedOut } = impact({ connections: broken })
  expect(lockedOut).toEqual(['pebble.example'])
  expect(lines[0]?.words).toContain(
    'Pebble Okta, the only connection of Pebble, cannot work: it has no Issuer URL.',
  )
})

test('a domain that moves, one that is claimed twice, one that nobody takes any more', () => {
  const [one, two] = pebble.organizations
  const moved = impact({
    organizations: [
      { ...one!, domains: [] },
      { ...two!, domains: ['quartz.example', 'pebble.example'] },
    ],
  })
  expect(moved.lines.map(({ words }) => words)).toEqual([
    'People of pebble.example move from Pebble to Quartz. It is not known whether Quartz Entra is enabled: if it is not, they are locked out.',
  ])
  const twice = impact({
    organizations: [one!, { ...two!, domains: ['quartz.example', 'pebble.example'] }],
  })
  expect(twice.lines[0]).toMatchObject({ kind: 'claimed-twice', subject: 'pebble.example' })
  const released = impact({ organizations: [{ ...one!, domains: [] }, two!] })
  expect(released.lines[0]).toMatchObject({ kind: 'released', subject: 'pebble.example' })
  expect(impactSummary([...moved.lines, ...released.lines])).toBe(
    'People of 2 domains sign in elsewhere: pebble.example and pebble.example.',
  )
})

test('nobody is promised a way in while one of two organizations that claim a domain lets nobody in', () => {
  const claims = ['none', 'closed', 'open'] as const
  const states = claims.flatMap((one) => claims.map((two) => [one, two] as const))
  const partsOf = (state: (typeof states)[number]): Parts => ({
    organizations: pebble.organizations.map((item, at) => ({
      ...item,
      domains: state[at] === 'none' ? [] : ['both.example'],
    })),
    connections: pebble.connections.filter((_item, at) => state[at] === 'open'),
    oidc: true,
    saml: true,
  })
  const labels = ['Pebble', 'Quartz']
  for (const before of states) {
    for (const after of states) {
      const { lines } = impactOf(setUpOfParts(partsOf(before)), setUpOfParts(partsOf(after)), {
        nowIso,
      })
      const line = lines.find(({ subject }) => subject === 'both.example')
      const isOpen = after.includes('open')
      const closed = labels.filter((_label, at) => after[at] === 'closed')
      const openBefore = before.includes('open')
      const is = JSON.stringify({ before, after, line })
      if (line?.kind === 'let-in') expect([closed, openBefore], is).toEqual([[], false])
      if (!isOpen || closed.length === 0) continue
      if (String(before) === String(after)) expect(line).toBeUndefined()
      else expect(line?.words, is).toMatch(/locked out if Ory takes them/)
      for (const label of closed) if (line) expect(line.words, is).toContain(label)
    }
  }
})

test('a further connection is a choice, and another one in its place is told as lost accounts', () => {
  const second = {
    id: 'w',
    label: 'Pebble Entra',
    protocol: 'oidc',
    organization: 'o1',
    issuer: true,
  } as const
  const more = impact({ connections: [...pebble.connections, second] })
  expect(more.lines.map(({ kind }) => kind)).toEqual(['to-tell', 'more-connections'])
  const other = impact({ connections: [second, pebble.connections[1]!] })
  expect(other.lines.map(({ kind }) => kind)).toEqual([
    'connection-gone',
    'other-connections',
    'to-tell',
  ])
})

test('10,000 organizations and 5,000 connections are compared by one look at each', () => {
  const many: Parts = {
    ...pebble,
    organizations: Array.from({ length: 10_000 }, (_none, index) => ({
      id: `o${index}`,
      domains: [`d${index}.example`],
    })),
    connections: Array.from({ length: 5000 }, (_none, index) => ({
      id: `c${index}`,
      protocol: 'oidc' as const,
      organization: `o${index}`,
      issuer: true,
    })),
  }
  const after = { ...many, connections: many.connections.slice(1) }
  const { lockedOut } = impactOf(setUpOfParts(many), setUpOfParts(after), { nowIso })
  expect(lockedOut).toEqual(['d0.example'])
})
