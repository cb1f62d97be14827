import { afterEach, describe, expect, it } from 'vitest'
import {
  currentLanguage,
  languageOf,
  setLanguage,
  setRegion,
} from '../../../../src/core/language/locale'
import { listed } from '../../../../src/core/language/listed'
import { t } from '../../../../src/core/language/translate'
import { dayText, numberText } from '../../../../src/core/model/format'

afterEach(() => {
  setLanguage('en')
  setRegion(undefined)
})

const count = '{count, plural, one {# change} other {# changes}}'
const german = {
  Undo: 'Rückgängig',
  '{name} was deleted': '{name} wurde gelöscht',
  [count]: '{count, plural, one {# Änderung} other {# Änderungen}}',
}

describe('a text', () => {
  it('is English as it stands, braces too', () => {
    expect(t('Undo')).toBe('Undo')
    expect(t('{ identity: {} }')).toBe('{ identity: {} }')
  })

  it('gets its values, whatever they hold, and counts by the person’s region', () => {
    expect(t('{name} was deleted', { name: '<b>{x}</b> ’s' })).toBe('<b>{x}</b> ’s was deleted')
    expect([1, 2000].map((each) => t(count, { count: each }))).toEqual([
      '1 change',
      '2,000 changes',
    ])
    setRegion('DE')
    expect(t(count, { count: 2000 })).toBe('2.000 changes')
  })

  it('is in the language that was set, and English where that has none', () => {
    setLanguage('de', german)
    expect(t('Undo')).toBe('Rückgängig')
    expect(t('{name} was deleted', { name: 'A' })).toBe('A wurde gelöscht')
    expect([1, 2000].map((each) => t(count, { count: each }))).toEqual([
      '1 Änderung',
      '2.000 Änderungen',
    ])
    expect(t('Redo')).toBe('Redo')
    expect(t('toString')).toBe('toString')
  })
})

it.each([
  [0, '0', '0'],
  [999, '999', '999'],
  [1000, '1,000', '1.000'],
  [12.5, '12.5', '12,5'],
  [-3, '-3', '-3'],
  [10_000, '10,000', '10.000'],
])('%s is a number as the region writes it', (value, english, german) => {
  const text = 'All {count, number}'
  expect([numberText(value), t(text, { count: value })]).toEqual([english, `All ${english}`])
  setRegion('DE')
  expect([numberText(value), t(text, { count: value })]).toEqual([german, `All ${german}`])
})

it('numbers, days and lists follow the language', () => {
  expect(listed(['a'])).toBe('a')
  expect([listed(['a', 'b', 'c']), listed(['a', 'b'], 'or')]).toEqual(['a, b and c', 'a or b'])
  setLanguage('de')
  expect([listed(['a', 'b', 'c']), listed(['a', 'b'], 'or')]).toEqual(['a, b und c', 'a oder b'])
  expect([numberText(1234.5), dayText('2027-03-01T00:00:00Z')]).toEqual(['1.234,5', '01.03.2027'])
})

it.each([
  ['de_AT.UTF-8', 'de'],
  ['de', 'de'],
  ['en-US', 'en'],
  ['fr_FR', 'en'],
  ['C', 'en'],
  ['', 'en'],
])('the language for the locale %s is %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language)
  expect(currentLanguage()).toBe('en')
})
