import { expect, test } from 'vitest'
import { expectNoSquare } from '../support/runner/growth'

const make = (size: number) => Array.from({ length: size }, (_, index) => index)

test('what looks at each pair is found out', () => {
  const pairs = (all: readonly number[]) => {
    let sum = 0
    for (const one of all) for (const other of all) sum = (sum * 31 + (one ^ other)) | 0
    return sum
  }
  expect(() => expectNoSquare(make, pairs, 4096)).toThrow(
    'growth of the work for 2 times the input',
  )
})

test('what takes forty times as long from some size on, and grows no faster from there, is not', () => {
  const look = (all: readonly number[]) => all.reduce((sum, one) => (sum * 31 + one) | 0, 0)
  const withStep = (all: readonly number[]) =>
    Array.from({ length: all.length > 20_000 ? 40 : 1 }, () => look(all))
  expectNoSquare(make, withStep, 100_000)
})

test('what looks at each one, or sorts them, is not', () => {
  expectNoSquare(make, (all) => all.reduce((sum, one) => (sum * 31 + one) | 0, 0), 100_000)
  expectNoSquare(make, (all) => all.toSorted((a, b) => (a % 97) - (b % 97)), 100_000)
})
