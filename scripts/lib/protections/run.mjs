// Takes protections away, one after the other, and sees that their tests fail.
import { register } from 'tsx/esm/api'
import { say } from '../log.mjs'
import { bySuite, copyCheckout, plant, runTests } from './copy.mjs'
import { outcomeOf } from './judge.mjs'

/** The tests that do not pass where nothing is broken: the failure of such a test would show nothing. */
async function failingUnbroken(folder, breaks) {
  const failing = []
  for (const tests of bySuite(breaks)) {
    const report = await runTests(folder, tests)
    for (const test of tests) {
      const { state, message = '' } = outcomeOf(report, test)
      const said = `where nothing is broken, ${test.file}: ${test.title} ${state} ${message}`
      if (state !== 'passed') failing.push(said)
    }
  }
  return [...new Set(failing)]
}

/** Plants one break and runs its test. @returns whether the test failed */
async function seesFailing(folder, { edits, ...test }) {
  const takeBack = plant(folder, edits)
  try {
    const { state, message = '' } = outcomeOf(await runTests(folder, [test]), test)
    const seen = state === 'failed'
    const said = seen ? 'failed as it should' : `NOT SEEN: ${state}`
    say(`${said}  ${test.id}: ${test.planted}  ${message}`)
    return seen
  } finally {
    takeBack()
  }
}

/** The planted breaks of the rows with these ids; of all where there are none. */
async function breaksOf(wanted) {
  register()
  const { protections } = await import('../../../test/support/protections/protections.ts')
  const { titlePattern } = await import('../../../test/support/protections/protection.ts')
  return protections
    .filter(({ id }) => wanted.length === 0 || wanted.includes(id))
    .flatMap(({ id, proofs }) =>
      proofs.map((proof) => ({ id, ...proof, pattern: titlePattern(proof.title) })),
    )
}

/**
 * Everything must be prepared.
 *
 * @param {string[]} wanted ids of rows of test/support/protections
 * @returns the counts of a suite: `passed` were seen failing
 */
export async function runProtections(wanted = []) {
  const breaks = await breaksOf(wanted)
  const { folder, remove } = copyCheckout()
  const failures = []
  try {
    failures.push(...(await failingUnbroken(folder, breaks)))
    for (const line of failures) say(line)
    if (failures.length > 0) return counts(0, failures)
    say('All of them pass where nothing is broken.')
    // Those that need no window first: they take seconds.
    for (const each of bySuite(breaks).flat()) {
      const seen = await seesFailing(folder, each)
      if (!seen) failures.push(`${each.id}: ${each.planted}`)
    }
  } finally {
    remove()
  }
  return counts(breaks.length - failures.length, failures)
}

const counts = (passed, failures) => ({
  name: 'protections',
  passed,
  failed: failures.length,
  skipped: 0,
  failures,
})
