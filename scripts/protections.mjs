// `npm run test:protections`: takes each protection of docs/security.md away in a copy of the checkout and sees that its
// test fails there; first all of them have to pass unbroken. Arguments are ids of rows: `-- 7 S4`. The last line is
// `N seen failing, N not`.
import { register } from 'tsx/esm/api'
import { Stop, main, say } from './lib/log.mjs'
import { prepare } from './lib/prepare.mjs'
import { bySuite, copyCheckout, plant, runTests } from './lib/protections/copy.mjs'
import { outcomeOf } from './lib/protections/judge.mjs'

/** The tests, which have to pass where nothing is broken: else a failure would show nothing. */
async function checkUnbroken(folder, breaks) {
  for (const tests of bySuite(breaks)) {
    const report = await runTests(folder, tests)
    for (const test of tests) {
      const { state, message = '' } = outcomeOf(report, test)
      if (state !== 'passed')
        throw new Stop(`Unbroken, ${test.file}: ${test.title} ${state} ${message}`)
    }
  }
}

/** Plants one break and runs its test. @returns whether the test failed */
async function seesFailing(folder, { edits, ...test }) {
  const takeBack = plant(folder, edits)
  try {
    const { state, message = '' } = outcomeOf(await runTests(folder, [test]), test)
    const failed = state === 'failed'
    say(
      `${failed ? 'failed as it should' : `NOT SEEN: ${state}`}  ${test.id}: ${test.planted}  ${message}`,
    )
    return failed
  } finally {
    takeBack()
  }
}

await main(async () => {
  register()
  const { protections } = await import('../test/support/protections/protections.ts')
  const { titlePattern } = await import('../test/support/protections/protection.ts')
  const wanted = new Set(process.argv.slice(2))
  const breaks = protections
    .filter(({ id }) => wanted.size === 0 || wanted.has(id))
    .flatMap(({ id, proofs }) =>
      proofs.map((proof) => ({ id, ...proof, pattern: titlePattern(proof.title) })),
    )
  await prepare()
  const { folder, remove } = copyCheckout()
  try {
    await checkUnbroken(folder, breaks)
    say('All of them pass where nothing is broken.')
    let [seen, unseen] = [0, 0]
    for (const each of breaks) {
      if (await seesFailing(folder, each)) seen += 1
      else unseen += 1
    }
    process.stdout.write(`${seen} seen failing, ${unseen} not\n`)
    return unseen > 0 ? 1 : 0
  } finally {
    remove()
  }
})
