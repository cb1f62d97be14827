import { afterEach, describe, expect, it } from 'vitest'
import { currentRegion, regionOf, setRegion } from '../../../../src/core/language/locale'
import {
  dayText,
  isoDay,
  isTimeZone,
  numberText,
  shortTimeText,
  timeText,
} from '../../../../src/core/model/format'
import { counted } from '../../../../src/main/log/diagnostics/counted'

afterEach(() => setRegion(undefined))

const iso = '2027-03-01T23:30:00.000Z'
/** Of this computer's zone. */
const local = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute)

describe('the region of a locale', () => {
  it.each([
    ['de_AT.UTF-8', 'AT'],
    ['de-CH', 'CH'],
    ['de', 'DE'],
    ['en_US', 'US'],
    ['sr_RS@latin', 'RS'],
    ['C.UTF-8', undefined],
    ['POSIX', undefined],
    ['', undefined],
    ['no such thing', undefined],
  ])('of %s is %s', (locale, region) => {
    expect(regionOf(locale)).toBe(region)
  })
})

describe('where the region is not known', () => {
  it('numbers and days are as English speakers have them', () => {
    expect(numberText(1_234_567)).toBe('1,234,567')
    expect(dayText(iso)).toBe('1 Mar 2027')
    expect(timeText(local(3, 14, 5).toISOString())).toBe('3 Nov 2026, 14:05')
    // Of this computer's zone, to the last minute of the day.
    expect(dayText(local(3, 0, 5).toISOString())).toBe('3 Nov 2026')
    expect(dayText(local(3, 23, 55).toISOString())).toBe('3 Nov 2026')
  })

  it('a time of today has no day', () => {
    const present = local(25, 15, 0).getTime()
    expect(shortTimeText(local(25, 14, 5).toISOString(), present)).toBe('14:05')
    expect(shortTimeText(local(3, 9, 30).toISOString(), present)).toBe('3 Nov, 09:30')
    expect(shortTimeText('', present)).toBe('')
  })

  it('what is no time is shown as it is', () => {
    expect(dayText('soon')).toBe('soon')
    expect(timeText('soon')).toBe('soon')
  })
})

describe('by the habits of a region, in English words', () => {
  it.each([
    ['US', '1,234,567', 'Mar 1, 2027', /^Nov 3, 2026, 2:05\sPM$/],
    ['DE', '1.234.567', '1 Mar 2027', /^3 Nov 2026, 14:05$/],
    ['GB', '1,234,567', '1 Mar 2027', /^3 Nov 2026, 14:05$/],
  ])('%s', (region, number, day, time) => {
    setRegion(region)
    expect(currentRegion()).toBe(region)
    expect(numberText(1_234_567)).toBe(number)
    expect(counted(1_234_567, 'change')).toBe(`${number} changes`)
    expect(dayText(iso)).toBe(day)
    expect(timeText(local(3, 14, 5).toISOString())).toMatch(time)
  })

  it('what leaves this computer is the same everywhere', () => {
    setRegion('US')
    expect(isoDay(iso)).toBe('2027-03-01')
  })
})

it.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Europe/Nowhere', false],
  ['', false],
])('whether %j is the name of a time zone: %s', (name, is) => {
  expect(isTimeZone(name)).toBe(is)
})
