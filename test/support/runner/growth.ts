import { expect } from 'vitest'
import { size as runsOf } from '../../soak/size'

/** How often to measure before failing: load on the machine is temporary, quadratic growth is not. */
const tries = 12

/** The least number of measurements before passing: the first ones may include compilation. */
const fewest = runsOf(2, 3)

/** From one size to another so many times as large, work may grow faster than its input by `slack`; its square, by `times`. */
interface Step {
  readonly from: number
  readonly to: number
  readonly times: number
  readonly slack: number
}

/**
 * Work may have a step of its own, such as the size from which a text is read in several parts. It lies between two
 * sizes, while quadratic growth goes on: what grows too fast up to the larger size is measured from there on, too.
 */
const stepsTo = (large: number): readonly Step[] => [
  { from: Math.ceil(large / 8), to: large, times: 8, slack: 3 },
  { from: large, to: large * 2, times: 2, slack: 1.5 },
]

/** Processor time of this process in milliseconds, independent of the load on the machine. */
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

/** Very short work is repeated until it can be measured. */
const shortest = 3
const mostRuns = 300

/** The minimum of many short measurements, since a single one may include compilation. */
function floorOf(letters: string): number {
  let floor = Infinity
  for (let run = 0; run < 30; run += 1) {
    const begin = processorTime()
    lookAtEach(letters)
    floor = Math.min(floor, processorTime() - begin)
  }
  return floor
}

/** Compares the minima of several measurements of both sizes, until they exclude quadratic growth. */
function judge({ to, times, slack }: Step) {
  const floor = floorOf('x'.repeat(to))
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
 * Checks the order of growth of work: an input eight times as long may take eight times the processor time, with some
 * tolerance, but not its square. Times are only compared with others of the same run.
 *
 * @param make creates an input of a size; `round` differs in each call, for work that caches its inputs
 * @param act the work to measure
 * @param large the larger size; the other is an eighth of it. If the growth is too fast between the two, the size twice
 *   as large decides.
 */
export function expectNoSquare<Input>(
  make: (size: number, round: number) => Input,
  act: (input: Input) => unknown,
  large: number,
): void {
  let round = 0
  let verdict: ReturnType<typeof judge> | undefined
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
  for (const step of stepsTo(large)) {
    const { from, to } = step
    // Not compiled yet, the work on the small input would look slow.
    for (const size of [from, to, from, from]) cost(size)
    verdict = judge(step)
    for (let count = 0; count < tries; count += 1) {
      if (verdict.isFine(cost(from), cost(to))) return
    }
  }
  verdict?.fail()
}

/** The same for asynchronous work, which may only wait for the processor. */
export async function expectNoSquareWaiting<Input>(
  make: (size: number) => Input,
  act: (input: Input) => Promise<unknown>,
  large: number,
): Promise<void> {
  let verdict: ReturnType<typeof judge> | undefined
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
  for (const step of stepsTo(large)) {
    const { from, to } = step
    for (const size of [from, to, from, from]) await cost(size)
    verdict = judge(step)
    for (let count = 0; count < tries; count += 1) {
      if (verdict.isFine(await cost(from), await cost(to))) return
    }
  }
  verdict?.fail()
}
