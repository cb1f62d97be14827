// How much of the machine others use, and how much longer that lets something take.
import { cpus } from 'node:os'
import { setTimeout } from 'node:timers/promises'

/** Less than this is what any system does by itself. */
const unnoticed = 0.1

/** Milliseconds of processor time since the system started: spent on anything, and in all. */
function spent() {
  const times = cpus().map(({ times }) => times)
  const all = times.reduce((sum, each) => sum + Object.values(each).reduce((a, b) => a + b), 0)
  return { all, used: all - times.reduce((sum, { idle }) => sum + idle, 0) }
}

/**
 * The processors that others use, out of as many as there are, while this process waits. What comes and goes meanwhile
 * does not count.
 *
 * @param {number} milliseconds of each of the four parts of the wait
 */
export async function processorsInUse(milliseconds = 500) {
  const count = cpus().length
  let least = count
  for (let part = 0; part < 4; part += 1) {
    const before = spent()
    await setTimeout(milliseconds)
    const after = spent()
    const share = (after.used - before.used) / (after.all - before.all)
    least = Math.min(least, share * count)
  }
  return least
}

/**
 * How many times as long something may take as its limits say, which are those of a machine that does nothing else. Each
 * program gets its fair part of the processors: beside one that uses one of two, work of two threads takes half as long
 * again.
 *
 * @param {number} inUse processors that others use @param {number} [processors]
 */
export const roomBeside = (inUse, processors = cpus().length) =>
  inUse < unnoticed ? 1 : 1 + inUse / processors
