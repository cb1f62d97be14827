import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { attentionState } from '../../../../src/core/problems/attention'
import { endsOf, endStep, endSteps, endsWithin, nextEnd } from '../../../../src/core/problems/ends'
import { problemsByRule } from '../../../../src/core/problems/find'
import { silencesOf } from '../../../../src/core/problems/silence'
import { radarProject, samlEntry } from '../../../support/states/radar'
import { connection } from '../../../support/states/snapshots'

const now = '2026-11-27T12:00:00.000Z'
const inDays = (days: number, from = now) =>
  new Date(Date.parse(from) + days * 24 * 60 * 60 * 1000).toISOString()

test.each([
  [-0.1, 'over'],
  [0, 7],
  [7, 7],
  [7.1, 30],
  [30, 30],
  [30.1, 90],
  [90, 90],
  [90.1, undefined],
] as const)('an end in %s days has reached the step %s', (days, step) => {
  expect(endStep(inDays(days), now)).toBe(step)
})

test('as an end comes nearer, its steps come in their order, each once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -10, max: 120 }), { minLength: 2 }), (days) => {
      const order = [undefined, ...endSteps, 'over']
      const seen = days
        .toSorted((one, other) => other - one)
        .map((left) => order.indexOf(endStep(inDays(left), now)))
      expect(seen).toEqual(seen.toSorted((one, other) => one - other))
      for (const left of days) {
        const step = endStep(inDays(left), now)
        if (typeof step === 'number') expect(endsWithin(inDays(left), step, now)).toBe(true)
      }
    }),
  )
})

describe('what ends', () => {
  const project = radarProject(
    {
      oidc: [connection('c'), connection('none')],
      saml: [
        samlEntry('s', { valid_to: ['Jan 01 00:00:00 2030 GMT', 'Jan 01 00:00:00 2028 GMT'] }),
      ],
    },
    { secretEnds: new Map([['oidc:c', '2027-03-01']]), states: { 'saml:s': 'disabled' } },
  )

  it('is the last certificate and the noted day of a secret, with whether anybody uses it', () => {
    expect(endsOf(project)).toEqual([
      {
        target: { kind: 'connection', key: 'oidc:c' },
        name: 'Label of c',
        of: 'secret',
        when: new Date('2027-03-01T23:59:59.999').toISOString(),
        detail: '2027-03-01',
        isOff: false,
      },
      {
        target: { kind: 'connection', key: 'saml:s' },
        name: 'Label of s',
        of: 'certificate',
        when: '2030-01-01T00:00:00.000Z',
        detail: '2030-01-01T00:00:00.000Z',
        isOff: true,
      },
    ])
    expect(nextEnd(project)).toMatchObject({ name: 'Label of c', of: 'secret' })
  })
})

const found = (left: number) => {
  const certificateEnds = new Map([['saml:s', [inDays(60)]]])
  const project = radarProject({ saml: [samlEntry('s')] }, { certificateEnds })
  return [...problemsByRule({ ...project, now: inDays(60 - left) })].flat()[0]!
}

it('asks for more the nearer it is, and says so to whom silenced an earlier step', () => {
  const [quarter, month, week] = [60, 20, 5].map(found)
  const remedies = [quarter, month, week].map(
    (problem, at) => attentionState(problem!, inDays(60 - [60, 20, 5][at]!)).remedy,
  )
  expect(remedies[0]).toContain('Nothing has to be done yet')
  expect(remedies[1]).toContain('put it in before that day')
  expect(remedies[2]).toContain('Call')
  expect([quarter, month, week].map((problem) => problem?.severity)).toEqual([
    'info',
    'warning',
    'warning',
  ])
  const silenceOf = ({ id, projectId, severity, facts = [] }: typeof month & {}) => ({
    id,
    projectId,
    severity,
    facts: [...facts],
    reason: 'Agreed',
    until: '2030-01-01',
    at: now,
  })
  const isSilent = (problem: typeof month & {}, silenced: typeof month & {}) =>
    silencesOf([problem], [silenceOf(silenced)], now).has(problem.id)
  expect(isSilent(quarter!, quarter!)).toBe(true)
  expect(isSilent(month!, quarter!)).toBe(false)
  expect(isSilent(found(19), month!)).toBe(true)
  expect(isSilent(week!, month!)).toBe(false)
  expect(isSilent(found(1), week!)).toBe(true)
})
