import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  mergedValues,
  namedValuesSchema,
  rulesBetween,
  valueNotes,
  withPairRules,
  type PairRules,
  type NamedValue,
  type ValueSide,
} from '../../../../src/core/compare/named-values'
import { substitute, substitutionKinds } from '../../../../src/core/compare/substitution'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
function newIds() {
  let last = 100
  return () => id((last += 1))
}
const side = (name: string, environment?: ValueSide['environment']): ValueSide => ({
  name,
  environment,
})
const [stage, live, dev] = [
  side('stage', 'staging'),
  side('live', 'production'),
  side('dev', 'development'),
]
function valueOf(number: number, more: Partial<NamedValue> = {}): NamedValue {
  return {
    id: id(number),
    name: `Value ${number}`,
    what: 'issuer',
    texts: {},
    projects: [],
    ...more,
  }
}
const okta = valueOf(1, {
  name: 'Okta host',
  texts: { staging: 'preview.okta.example', production: 'live.okta.example' },
})

describe('the rules between two sides', () => {
  it('follow from the environments, either way, and not within one', () => {
    expect(rulesBetween([okta], stage, live)).toEqual([
      { name: 'Okta host', what: 'issuer', from: 'preview.okta.example', to: 'live.okta.example' },
    ])
    expect(rulesBetween([okta], live, stage)[0]).toMatchObject({ to: 'preview.okta.example' })
    expect(rulesBetween([okta], stage, side('other', 'staging'))).toEqual([])
    // It has none in development, so nothing takes its place.
    expect(rulesBetween([okta], stage, dev)).toEqual([])
  })

  it('have what a project has of its own before what its environment has', () => {
    const own = { ...okta, projects: [{ of: 'live', text: 'own.okta.example' }] }
    expect(rulesBetween([own], stage, live)[0]?.to).toBe('own.okta.example')
    expect(rulesBetween([own], stage, side('second', 'production'))[0]?.to).toBe(
      'live.okta.example',
    )
    const pair = valueOf(2, {
      projects: [
        { of: 'stage', text: 'preview.okta.example' },
        { of: 'live', text: 'pair.okta.example' },
      ],
    })
    expect(rulesBetween([okta, pair], stage, live).map(({ to }) => to)).toEqual([
      'pair.okta.example',
    ])
  })

  it('leave out a scope and a part of a label that the other side does not have', () => {
    const scope = valueOf(1, { what: 'scope', texts: { staging: 'debug' } })
    const label = valueOf(2, { what: 'label', texts: { staging: '(preview)' } })
    const rules = rulesBetween([scope, label], stage, live)
    expect(substitute('scope', ['openid', 'debug'], rules).value).toEqual(['openid'])
    expect(substitute('label', 'Okta (preview) of Pebble', rules).value).toBe('Okta of Pebble')
    expect(rulesBetween([scope, label], live, stage)).toEqual([])
  })

  it('replace the longest text first, and none in what took the place of another', () => {
    const parent = valueOf(1, { texts: { staging: 'okta.example', production: 'a.example' } })
    const child = valueOf(2, { texts: { staging: 'my.okta.example', production: 'okta.example' } })
    const rules = rulesBetween([parent, child], stage, live)
    expect(substitute('issuer_url', 'https://my.okta.example/x', rules).value).toBe(
      'https://okta.example/x',
    )
    expect(substitute('issuer_url', 'https://our.okta.example', rules).value).toBe(
      'https://our.a.example',
    )
  })
})

it('says where two values have the same text, or one within another', () => {
  const places = [{ ...stage, name: '', label: 'Staging' }]
  const same = valueOf(2, { name: 'Second', texts: { staging: 'preview.okta.example' } })
  const within = valueOf(3, { name: 'Short', texts: { staging: 'okta' } })
  const other = valueOf(4, { what: 'tenant', texts: { staging: 'okta' } })
  const all = [okta, same, within, other]
  expect(valueNotes(same, all, places)).toEqual([
    'Staging: Okta host has the same text. Okta host, which comes first, is used',
  ])
  expect(valueNotes(within, all, places)).toEqual([
    'Staging: its text is part of that of Okta host, which is replaced first',
    'Staging: its text is part of that of Second, which is replaced first',
  ])
  expect(valueNotes(other, all, places)).toEqual([])
})

describe('values that two windows changed', () => {
  const [one, two] = [valueOf(1), valueOf(2)]
  const renamed = { ...two, name: 'Renamed' }

  it('are put together where each changed others', () => {
    const added = valueOf(3)
    expect(mergedValues([one, two], [one, renamed], [one, two, added])).toEqual({
      values: [one, renamed, added],
    })
    expect(mergedValues([one, two], [two, added], [one, renamed])).toEqual({
      values: [renamed, added],
    })
  })

  it('are not decided where both changed one', () => {
    expect(mergedValues([one, two], [one, renamed], [one])).toEqual({
      both: ['Value 2', 'Renamed'],
    })
    expect(mergedValues([one, two], [one], [one, renamed])).toEqual({ both: ['Value 2'] })
    // The same change twice is none.
    expect(mergedValues([one, two], [one, renamed], [one, renamed])).toEqual({
      values: [one, renamed],
    })
  })
})

describe('rules of before', () => {
  const rule = { what: 'issuer', from: '.preview', to: '.live' } as const
  const pair = (left: ValueSide, right: ValueSide, ...forward: PairRules['forward']) => ({
    left,
    right,
    forward,
    backward: [],
  })

  it('become texts of the two environments, once for all pairs that agree', () => {
    const values = withPairRules(
      [],
      [pair(stage, live, rule), pair(side('s2', 'staging'), side('l2', 'production'), rule)],
      newIds(),
    )
    expect(values).toEqual([
      {
        id: id(101),
        name: '.live',
        what: 'issuer',
        projects: [],
        texts: { staging: '.preview', production: '.live' },
      },
    ])
    expect(namedValuesSchema.parse(values)).toEqual(values)
    expect(withPairRules(values, [pair(stage, live, rule)], newIds())).toBe(values)
  })

  it('become what a project has of its own where its pair differs from the others', () => {
    const second = side('l2', 'production')
    const [value, ...more] = withPairRules(
      [],
      [pair(stage, live, rule), pair(stage, second, { ...rule, to: '.second' })],
      newIds(),
    )
    expect(more).toEqual([])
    expect(value?.projects).toEqual([{ of: 'l2', text: '.second' }])
  })

  it('become values of two projects within one environment, and where an environment is not known', () => {
    for (const other of [side('other', 'staging'), side('gone')]) {
      const [value] = withPairRules([], [pair(stage, other, rule)], newIds())
      expect(value?.texts).toEqual({})
      expect(value?.projects.map(({ of }) => of)).toEqual(['stage', other.name])
    }
  })

  it('keep what is left out in one environment in the third', () => {
    const [value] = withPairRules(
      [],
      [pair(stage, live, { what: 'scope', from: 'debug', to: '' })],
      newIds(),
    )
    expect(value?.texts).toEqual({ staging: 'debug', development: 'debug', production: '' })
  })

  const texts = fc.constantFrom('a', 'b', 'c', 'd')
  const sides = fc.constantFrom(stage, live, dev, side('l2', 'production'), side('gone'))
  const rules = fc.array(
    fc
      .record({ what: fc.constantFrom(...substitutionKinds), from: texts, to: texts })
      .filter(({ from, to }) => from !== to),
    { maxLength: 3 },
  )
  const firstOf = (all: PairRules['forward']) =>
    all.filter(
      (item, at) =>
        all.findIndex(({ what, from }) => what === item.what && from === item.from) === at,
    )

  it('all hold between their two projects afterwards', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc
            .record({ left: sides, right: sides, forward: rules, backward: rules })
            .filter(({ left, right }) => left.name !== right.name),
          {
            maxLength: 5,
            selector: ({ left, right }) => [left.name, right.name].toSorted().join(' '),
          },
        ),
        (pairs) => {
          const values = withPairRules([], pairs, newIds())
          for (const { left, right, forward, backward } of pairs) {
            expect(rulesBetween(values, left, right)).toEqual(
              expect.arrayContaining(firstOf(forward).map((item) => expect.objectContaining(item))),
            )
            expect(rulesBetween(values, right, left)).toEqual(
              expect.arrayContaining(
                firstOf(backward).map((item) => expect.objectContaining(item)),
              ),
            )
          }
        },
      ),
    )
  })
})
