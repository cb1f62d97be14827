import { expect } from 'vitest'

/** How often it is measured before slowness is believed: what else the machine does passes, a square does not. */
const tries = 12

/** What is fine is not believed of fewer: the first may still hold compilations. */
const fewest = 3

/** The larger size is so many times the other. */
const times = 8

/** How much faster than its input the work may grow; its square would be as much as `times` here. */
const slack = 3

/** Milliseconds of processor time of this process: what else the machine does is no part of it. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** What takes no longer than so many looks at each letter of the larger size is not slow, however it grows. */
const looks = 20

function lookAtEach(letters: string): number {
  let sum = 0
  for (let at = 0; at < letters.length; at += 1) sum = (sum * 31 + letters.charCodeAt(at)) | 0
  return sum
}

/** What takes next to nothing is done again until it is measurable. */
const shortest = 3
const mostRuns = 300

/** The least of many short measurements: a single one may hold a compilation, and let any square pass. */
function floorOf(letters: string): number {
  let floor = Infinity
  for (let run = 0; run < 30; run += 1) {
    const begin = processorTime()
    lookAtEach(letters)
    floor = Math.min(floor, processorTime() - begin)
  }
  return floor
}

/** Looks at the least of several measurements of both sizes, until they say that the work is no square. */
function judge(letters: string) {
  const floor = floorOf(letters)
  let [low, high, measured] = [Infinity, Infinity, 0]
  return {
    isFine(small: number, large: number): boolean {
      measured += 1
      low = Math.min(low, small)
      high = Math.min(high, large)
      return measured >= fewest && (high <= low * times * slack || high <= floor * looks)
    },
    fail: () =>
      expect(high / low, `growth of the work for ${times} times the input`).toBeLessThan(
        times * slack,
      ),
  }
}

/**
 * Holds work to its order of growth: an input eight times as long may take eight times the processor time, with some slack,
 * but not the square of it. No time is compared with anything but another of the same run.
 *
 * @param make an input of a size; `round` is another number at each call, for work that remembers its inputs
 * @param act what is measured
 * @param large the larger size; the other is an eighth of it
 */
export function expectNoSquare<Input>(
  make: (size: number, round: number) => Input,
  act: (input: Input) => unknown,
  large: number,
): void {
  let round = 0
  function cost(size: number): number {
    let [runs, taken] = [0, 0]
    while (taken < shortest && runs < mostRuns) {
      const input = make(size, (round += 1))
      const begin = processorTime()
      act(input)
      taken += processorTime() - begin
      runs += 1
    }
    return taken / runs
  }
  const small = Math.ceil(large / times)
  // Not yet compiled, as on a busy machine for long, the small one would look dear.
  for (const size of [small, large, small, small]) cost(size)
  const verdict = judge('x'.repeat(large))
  for (let count = 0; count < tries; count += 1) {
    if (verdict.isFine(cost(small), cost(large))) return
  }
  verdict.fail()
}

/** The same for work that is waited for, none of which may wait for anything but the processor. */
export async function expectNoSquareWaiting<Input>(
  make: (size: number) => Input,
  act: (input: Input) => Promise<unknown>,
  large: number,
): Promise<void> {
  async function cost(size: number): Promise<number> {
    let [runs, taken] = [0, 0]
    while (taken < shortest && runs < mostRuns) {
      const input = make(size)
      const begin = processorTime()
      await act(input)
      taken += processorTime() - begin
      runs += 1
    }
    return taken / runs
  }
  const small = Math.ceil(large / times)
  for (const size of [small, large, small, small]) await cost(size)
  const verdict = judge('x'.repeat(large))
  for (let count = 0; count < tries; count += 1) {
    if (verdict.isFine(await cost(small), await cost(large))) return
  }
  verdict.fail()
}
