import { dayText } from '../../../../src/core/model/format'
import { endsIn } from '../../../../src/core/saml/certificate-state'
import { expect, it } from 'vitest'
import {
  attentionAt,
  attentionState,
  needsAttention,
} from '../../../../src/core/problems/attention'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { problemsByRule } from '../../../../src/core/problems/find'
import { planted } from '../../../support/states/radar-planted'
import { checkReport, radarProject, samlEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const now = '2026-11-27T12:00:00.000Z'
const endsAt = (notAfter: string) =>
  [
    ...problemsByRule(
      radarProject(
        { saml: [samlEntry('s')] },
        { certificateEnds: new Map([['saml:s', [notAfter]]]) },
      ),
    ),
  ]
    .flat()
    .filter(needsAttention)
    .map((finding) => attentionState(finding, now))

it.each([
  ['2026-12-26T12:00:00.000Z', 'warning', 29, 'Expires in 29 days'],
  ['2026-11-28T12:00:00.000Z', 'warning', 1, 'Expires tomorrow'],
  ['2026-11-27T13:00:00.000Z', 'warning', 0, 'Expires today'],
  ['2026-11-27T11:00:00.000Z', 'error', 0, 'Expired today'],
  ['2026-11-26T11:00:00.000Z', 'error', -1, 'Expired yesterday'],
  ['2026-11-15T12:00:00.000Z', 'error', -12, 'Expired 12 days ago'],
] as const)('names what expires at %s, and how near that is', (end, severity, days, words) => {
  const badge = `Certificate until ${dayText(end)}`
  expect(endsAt(end)).toMatchObject([{ problem: { severity }, badge, days, act: 'metadata' }])
  expect(endsIn(days, severity === 'error')).toBe(words)
})

it('says something short of each finding, with what leads to its remedy', () => {
  const states = planted.flatMap(({ found }) =>
    [...problemsByRule(found)].flat().map((finding) => attentionState(finding, now)),
  )
  expect(states.filter(({ badge }) => badge.length === 0 || badge.length > 30)).toEqual([])
  const actOf = (kind: string) => states.find((state) => state.problem.rule === kind)?.act
  expect(
    ['http-issuer', 'check-failed', 'mapper-findings', 'stale-draft', 'whole-write'].map(actOf),
  ).toEqual(['mend', 'check', 'mapper', 'review', 'project'])
})

it('leaves out what is only to know, and keeps what is disabled', () => {
  const rules = planted.flatMap(({ found }) => [...problemsByRule(found)].flat())
  const kept = new Set(rules.filter(needsAttention).map(({ rule }) => rule))
  expect(kept.has('disabled')).toBe(true)
  expect(kept.has('default-mapper')).toBe(false)
})

it('gives each connection what was found at it, the worst first, and a method that is off to all', () => {
  const setUp = setUpOf(
    snapshotOf({
      oidc: [connection('c', { provider: 'okta' }), connection('d')],
      saml: [{ id: 's', label: 'S' }],
    }),
  )
  const project = radarProject(
    {},
    {
      setUp: { ...setUp, methods: { saml: { enabled: true }, oidc: { enabled: false } } },
      checks: { 'oidc:c': checkReport('oidc:c', 'bad') },
    },
  )
  const findings = [...problemsByRule(project)].flat().filter(needsAttention)
  const connections = setUp.connections.map(({ key, protocol }) => ({
    target: { kind: 'connection', key } as const,
    protocol,
  }))
  // The list that is shown may be in any order.
  const at = attentionAt(findings, connections.toReversed(), now)
  const badges = (key: string) =>
    at({ kind: 'connection', key })
      .map(({ badge }) => badge)
      .toSorted()
  expect(badges('oidc:c')).toEqual(['Check failed', 'Method off', 'Unknown provider'])
  expect(badges('oidc:d')).toEqual(['Method off'])
  expect(badges('saml:s')).not.toContain('Method off')
  expect(at({ kind: 'organization', key: 'oidc:d' })).toEqual([])
  // What is about the project alone, or about what is not in the list, is at none of them.
  const others = planted.filter(({ rule }) => rule === 'stale-draft' || rule === 'method-off')
  const found = others.flatMap((each) => [...problemsByRule(each.found)].flat())
  expect(found.length).toBeGreaterThan(1)
  const other = { target: { kind: 'connection', key: 'saml:x' }, protocol: 'saml' } as const
  expect(attentionAt(found, [other], now)({ kind: 'connection', key: 'oidc:c' })).toEqual([])
})

it('says nothing of a time that a problem does not have', () => {
  const problem = {
    id: 'a',
    projectId: 'p' as never,
    name: 'A',
    severity: 'warning',
    message: 'M',
  } as const
  const certificate = { ...problem, rule: 'certificate-expiring' } as const
  expect(attentionState(certificate, now)).toStrictEqual({
    problem: certificate,
    title: 'Certificate expires soon',
    badge: 'Certificate',
    remedy: expect.any(String),
    act: 'metadata',
  })
  const target = { kind: 'connection', key: 'a' } as const
  expect(attentionState({ ...problem, rule: 'disabled', target }, now).act).toBe('open')
  expect(attentionState({ ...problem, rule: 'disabled' }, now).act).toBe('project')
})
