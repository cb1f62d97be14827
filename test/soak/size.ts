/** Whether `npm run test:soak` asks for the long versions; `npm test` runs those sized to fit. */
export const isLong = process.env['SOAK'] === 'long'

/** How often a run does its thing. */
export const size = (short: number, long: number): number => (isLong ? long : short)

/** All items in the long run; in `npm test` one of so many, another one for every `from`. */
export const sampled = <Item>(items: readonly Item[], one: number, from = 0): readonly Item[] =>
  isLong ? items : items.filter((_item, at) => (at + from) % one === 0)

/**
 * The seed of a run, which it prints; `SOAK_SEED` plays a run again. `npm test` tries the same every time, so that a
 * change is what makes it fail; the long run looks for something new.
 */
export const seed = Number(
  process.env['SOAK_SEED'] ?? (isLong ? Math.floor(Math.random() * 0x7fffffff) : 1),
)

export interface Random {
  /** 0 or more, below `limit`. */
  below(limit: number): number
  /** True in so many of 100 cases. */
  chance(percent: number): boolean
  pick<Item>(items: readonly Item[]): Item | undefined
}

/** The same numbers for the same seed (the mulberry32 generator). */
export function createRandom(start: number): Random {
  let state = start >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: (items) => items[below(items.length)],
  }
}
