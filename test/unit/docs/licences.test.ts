import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isAllowed, licencesPage, shippedPackages } from '../../../scripts/lib/docs/licences.mjs'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const lock = JSON.parse(read('package-lock.json'))

test('every package that ships has a row', () => {
  expect(licencesPage(lock).match(/^\| `/gm)).toHaveLength(shippedPackages(lock).length)
})

test('every package that ships has a licence that is allowed', () => {
  const packages = shippedPackages(lock)
  expect(packages.length).toBeGreaterThan(30)
  expect(packages.filter(({ licence }) => !isAllowed(licence))).toEqual([])
  const { dependencies } = JSON.parse(read('package.json'))
  expect(packages.map(({ name }) => name)).toEqual(
    expect.arrayContaining(Object.keys(dependencies)),
  )
})

test.each([
  ['MIT', true],
  ['(MIT OR WTFPL)', true],
  ['(MIT AND Apache-2.0)', true],
  ['(MIT AND GPL-3.0)', false],
  ['GPL-3.0', false],
  ['SEE LICENSE IN LICENSE', false],
  [undefined, false],
])('%s is allowed: %s', (licence, expected) => {
  expect(isAllowed(licence)).toBe(expected)
})
