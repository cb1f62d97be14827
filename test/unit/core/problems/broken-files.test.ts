import { expect, test } from 'vitest'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { problemsIn } from '../../../../src/core/problems/find'
import { readSetUpFile } from '../../../../src/core/set-up-file/read'
import { makeSetUpFile, setUpFileText } from '../../../../src/core/set-up-file/write'
import { signInWays } from '../../../../src/core/sign-in-ways/sign-in-ways'
import { domainsAbove } from '../../../../src/core/sign-in-ways/email-domain'
import { knownSetUp } from '../../../../src/cli/known-set-up'
import { snapshotOf } from '../../../support/states/snapshots'

const count = 1000
const organizations = (domainOf: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => ({
    id: `o${at}`,
    label: `L${at}`,
    domains: [domainOf(at)],
  }))

function found(domainOf: (at: number) => string) {
  const setUp = setUpOf(snapshotOf({ organizations: organizations(domainOf) }))
  return problemsIn([knownSetUp('a', setUp, '2026-01-01T00:00:00Z')])
}

test.each([
  [
    'domain-twice',
    () => 'same.example',
    'same.example also belongs to “L0”, “L1”, “L2” and 996 more',
  ],
  [
    'domain-below',
    (at: number) => (at % 2 === 1 ? 'same.example' : `d${at}.same.example`),
    'd0.same.example lies below same.example of “L1”, “L3”, “L5” and 497 more: each takes its own people only',
  ],
] as const)(
  '%s names a few of a thousand organizations, and counts the others',
  (id, domainOf, words) => {
    const problems = found(domainOf).filter(({ rule }) => rule === id)
    expect(problems.length).toBeGreaterThanOrEqual(count / 2)
    expect(problems.map(({ message }) => message)).toContain(words)
    // All of them in each would be a million.
    expect(Math.max(...problems.map(({ facts = [] }) => facts.length))).toBeLessThanOrEqual(100)
  },
)

test('the way of a domain that many claim is worked out once', () => {
  const wayOf = signInWays(
    setUpOf(snapshotOf({ organizations: organizations(() => 'same.example') })),
  )
  expect(wayOf('kim@same.example')).toBe(wayOf('same.example'))
})

test('nothing is above what is too long for a domain', () => {
  expect(domainsAbove('a.b.example')).toEqual(['b.example', 'example'])
  expect(domainsAbove('a.'.repeat(1_000_000))).toEqual([])
})

test('a file whose lists hold too much together is refused', () => {
  const domains = Array.from({ length: 150_000 }, (_, at) => `d${at}.example`)
  const whole = snapshotOf({ organizations: ['a', 'b'].map((id) => ({ id, label: id, domains })) })
  const read = readSetUpFile(setUpFileText(makeSetUpFile(setUpOf(whole), new Map()).file))
  expect(read).toEqual({
    ok: false,
    problems: ['Lists and objects in the file have more than 200,000 values together'],
  })
})
