import { expect, it } from 'vitest'
import { remembering } from '../../../../src/core/model/remembering'

it('one text among thousands is worked out once, and what was not met for long is forgotten', () => {
  let made = 0
  const twice = remembering((text) => {
    made += 1
    return text === '' ? undefined : text + text
  })
  for (let round = 0; round < 5000; round += 1) {
    expect(twice('a')).toBe('aa')
    expect(twice('')).toBeUndefined()
  }
  expect(made).toBe(2)
  for (let other = 0; other < 100; other += 1) expect(twice(`${other}`)).toBe(`${other}${other}`)
  expect(made).toBe(102)
  expect(twice('a')).toBe('aa')
  expect(made).toBe(103)
})
