/** Work whose growth is known, for the test of `expectNoSquare`. */

type Numbers = readonly number[]

export function pairs(all: Numbers): number {
  let sum = 0
  for (const one of all) for (const other of all) sum = (sum * 31 + (one ^ other)) | 0
  return sum
}

export const searches = (all: Numbers) => all.filter((one) => all.includes(-one - 1))

export const backtracks = (text: string) => /\s+$/.test(text)

export function sum(all: Numbers): number {
  let result = 0
  for (const one of all) result = (result * 31 + one) | 0
  return result
}

export const sort = (all: Numbers) => all.toSorted((one, other) => (one % 97) - (other % 97))

export const step = (all: Numbers) =>
  Array.from({ length: all.length > 1000 ? 40 : 1 }, () => sum(all))

export const matches = (text: string) => [...text.matchAll(/\s/g)].length
