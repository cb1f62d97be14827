// `npm run check`: all checks for a change, cheapest first; stops at the first failure and prints the command for that
// step.
import { explain, main, say } from './lib/log.mjs'
import { build, prepare } from './lib/prepare.mjs'
import { npm } from './lib/run.mjs'
import { runSuite } from './lib/suites.mjs'

const npmRun = (script) => ({
  name: script,
  alone: `npm run ${script}`,
  work: () => npm(['run', '--silent', script]),
})

await main(async () => {
  const electron = await prepare()
  const suite = (name) => ({
    name,
    alone: `npm run test:${name}`,
    work: () => runSuite(name, { electron }),
  })
  const steps = [
    ...['format', 'lint', 'types', 'layers', 'unused'].map(npmRun),
    suite('unit'),
    suite('contract'),
    { name: 'build', alone: 'npm run build', work: () => build().then(() => 0) },
    suite('e2e'),
  ]
  for (const { name, alone, work } of steps) {
    const begin = performance.now()
    const code = await work().catch((error) => (say(explain(error)), 1))
    const seconds = ((performance.now() - begin) / 1000).toFixed(1)
    say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds} s`)
    if (code !== 0) {
      say(`Run it alone: ${alone}`)
      return 1
    }
  }
  return 0
})
