import { t } from '../language/translate'

/**
 * Durations as typed, sent and displayed. The API accepts one number with one unit, `^[0-9]+(s|m|h)$`; empty or zero
 * uses the project's.
 */
export type TypedDuration =
  | { readonly kind: 'default' }
  /** `wire` is the API's form, such as `168h`. */
  | { readonly kind: 'duration'; readonly seconds: number; readonly wire: string }
  | { readonly kind: 'wrong'; readonly why: string }

const hour = 3600
const day = 24 * hour

/** Ory's limits for a session, 1m to 8760h, in seconds. */
export const sessionLifespanLimits = { shortest: 60, longest: 365 * day } as const

const units: readonly (readonly [RegExp, number])[] = [
  [/^(s|secs?|seconds?)$/, 1],
  [/^(m|mins?|minutes?)$/, 60],
  [/^(h|hrs?|hours?)$/, hour],
  [/^(d|days?)$/, day],
  [/^(w|wks?|weeks?)$/, 7 * day],
  [/^(y|yrs?|years?)$/, 365 * day],
]
const wirePattern = /^[1-9][0-9]*[smh]$/
/** A number, its unit, and what may stand before the next one. */
const part = /^([0-9]+(?:[.,][0-9]+)?)\s*([a-z]+)(?:\s*,\s*|\s+and\s+|\s*)/

const wrong = (why: string): TypedDuration => ({ kind: 'wrong', why })

function secondsOf(text: string): number | string {
  let rest = text
  let seconds = 0
  while (rest !== '') {
    const [whole, count, unit] = part.exec(rest) ?? []
    if (whole === undefined || count === undefined || unit === undefined) {
      return /^[0-9.,]+$/.test(rest)
        ? t('Add the unit: {number}m, {number}h or {number} days', { number: rest })
        : t('Enter a duration such as 90m, 8h, 7 days or 1 h 30 min')
    }
    if (/^months?$/.test(unit)) return t('Months differ in length: use days')
    const factor = units.find(([name]) => name.test(unit))?.[1]
    if (factor === undefined) {
      return t('“{unit}” is not a unit: use s, m, h, days or weeks', { unit })
    }
    seconds += Number(count.replace(',', '.')) * factor
    rest = rest.slice(whole.length)
  }
  return seconds
}

/** Shortest API form of whole seconds. */
export function wireOf(seconds: number): string {
  if (seconds % hour === 0) return `${seconds / hour}h`
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`
}

/** Parses input such as `90m`, `7 days`, `1 h 30 min` or `2 weeks`; empty or zero means the default. */
export function parseDuration(typed: string): TypedDuration {
  const text = typed.trim().toLowerCase()
  if (/^0*$/.test(text)) return { kind: 'default' }
  const found = secondsOf(text)
  if (typeof found === 'string') return wrong(found)
  // 1.1 hours are 3960.0000000000005 seconds.
  const seconds = Math.round(found)
  if (Math.abs(found - seconds) > 1e-6) return wrong(t('Use whole seconds'))
  if (seconds === 0) return { kind: 'default' }
  const { shortest, longest } = sessionLifespanLimits
  if (seconds < shortest) {
    return wrong(t('Too short: it must be between 1 minute (1m) and 365 days (8760h)'))
  }
  if (!(seconds <= longest)) {
    return wrong(t('Too long: it must be between 1 minute (1m) and 365 days (8760h)'))
  }
  // Keeps text in the API's form: 60m does not become 1h.
  const wire = wirePattern.test(text) ? text : wireOf(seconds)
  return { kind: 'duration', seconds, wire }
}

const daysText = (count: number) => t('{count, plural, one {# day} other {# days}}', { count })
const hoursText = (count: number) => t('{count, plural, one {# hour} other {# hours}}', { count })
const minutesText = (count: number) =>
  t('{count, plural, one {# minute} other {# minutes}}', { count })
const secondsText = (count: number) =>
  t('{count, plural, one {# second} other {# seconds}}', { count })
const unlessNone = (count: number, text: (count: number) => string) =>
  count === 0 ? [] : [text(count)]

/** Whole seconds in words: "7 days", "1 hour 30 minutes". */
export function durationWords(seconds: number): string {
  const words = [
    ...unlessNone(Math.floor(seconds / day), daysText),
    ...unlessNone(Math.floor((seconds % day) / hour), hoursText),
    ...unlessNone(Math.floor((seconds % hour) / 60), minutesText),
    ...unlessNone(seconds % 60, secondsText),
  ]
  return words.length === 0 ? secondsText(0) : words.join(' ')
}
