import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  durationWords,
  parseDuration,
  sessionLifespanLimits,
  wireOf,
} from '../../../../src/core/fields/duration'
import {
  lifespanMeaning,
  lifespanSuggestions,
  projectLifespan,
} from '../../../../src/core/fields/session-lifespan'

const wire = (text: string) => {
  const duration = parseDuration(text)
  return duration.kind === 'duration' ? duration.wire : duration.kind
}
const why = (text: string) => {
  const duration = parseDuration(text)
  return duration.kind === 'wrong' ? duration.why : ''
}
const { shortest, longest } = sessionLifespanLimits

describe('a duration as people type it', () => {
  it.each([
    ['90m', '90m'],
    ['8h', '8h'],
    ['60m', '60m'],
    ['3600s', '3600s'],
    ['7 days', '168h'],
    ['1 h 30 min', '90m'],
    ['1h30m', '90m'],
    ['1 day, 12 hours', '36h'],
    ['1 hour and 1 second', '3601s'],
    ['2 weeks', '336h'],
    ['1.5 hours', '90m'],
    ['1,1h', '66m'],
    ['1 Year', '8760h'],
    ['  8 H ', '8h'],
    ['', 'default'],
    ['0', 'default'],
    ['0h', 'default'],
    ['0 days', 'default'],
  ])('%j is %s', (text, expected) => expect(wire(text)).toBe(expected))

  it('says why it is refused, with the limits', () => {
    expect(wire('1m')).toBe('1m')
    expect(wire('8760h')).toBe('8760h')
    expect(why('59s')).toMatch(/Too short.*1m.*8760h/)
    expect(why('8761h')).toMatch(/Too long.*1m.*8760h/)
    expect(why(`${'9'.repeat(400)}h`)).toMatch(/Too long/)
    expect(why('8')).toMatch(/8h/)
    expect(why('1 hour 8')).toMatch(/8h/)
    expect(why('2 months')).toMatch(/days/)
    expect(why('3 moons')).toMatch(/“moons”/)
    expect(why('soon')).toMatch(/such as/)
    expect(why('-8h')).toMatch(/such as/)
    expect(why('0.0001 m')).toMatch(/whole/)
  })
})

it('names whole seconds', () => {
  expect(durationWords(168 * 3600)).toBe('7 days')
  expect(durationWords(5400)).toBe('1 hour 30 minutes')
  expect(durationWords(86_401)).toBe('1 day 1 second')
  expect(durationWords(0)).toBe('0 seconds')
})

it('brings every length that is allowed from words and from the wire back to itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: shortest, max: longest }), (seconds) => {
      const short = wireOf(seconds)
      expect(short).toMatch(/^[0-9]+(s|m|h)$/)
      const same = { kind: 'duration', seconds, wire: short }
      expect(parseDuration(short)).toEqual(same)
      expect(parseDuration(durationWords(seconds))).toEqual(same)
    }),
  )
})

it('answers any text, and what it takes lies between the limits', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[0-9., ]{0,6}[smhdwy ]{0,3}[0-9a-z ]{0,8}$/),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const duration = parseDuration(text)
      if (duration.kind === 'wrong') expect(duration.why).not.toBe('')
      if (duration.kind !== 'duration') return
      expect(duration.seconds).toBeGreaterThanOrEqual(shortest)
      expect(duration.seconds).toBeLessThanOrEqual(longest)
      expect(parseDuration(duration.wire)).toEqual(duration)
    }),
  )
})

it('means what its suggestion is called', () => {
  for (const { name, wire: value } of lifespanSuggestions) {
    const meaning = lifespanMeaning(value)
    if (value === '') expect(meaning).toMatch(/project/)
    else expect(meaning).toBe(`Signs members out after ${name}.`)
  }
  expect(lifespanMeaning('soon')).toBeUndefined()
})

it('says what the project’s own setting is, where it is known', () => {
  const project = { services: { identity: { config: { session: { lifespan: '168h0m0s' } } } } }
  expect(projectLifespan(project)).toBe('168h0m0s')
  expect(lifespanMeaning('', projectLifespan(project))).toMatch(/project’s setting.*after 7 days/)
  expect(projectLifespan({ services: { identity: null } })).toBeUndefined()
  expect(lifespanMeaning('0', 'forever')).toBe('The project’s setting applies.')
})
