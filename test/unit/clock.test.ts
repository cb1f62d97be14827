import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const clock = String.raw`(?:performance|Date)\.now\(\)|process\.(?:cpuUsage|hrtime)|hrtime\b`

/** What makes a test depend on how busy the machine is, and in words what to do instead. */
const rules: readonly (readonly [RegExp, string])[] = [
  // By any way to reach it: `const { cpuUsage } = process` too.
  [
    /\b(?:cpuUsage|threadCpuUsage|resourceUsage|hrtime|eventLoopUtilization|monitorEventLoopDelay|perf_hooks)\b/g,
    'measures time',
  ],
  [/performance\.(?:now|mark|measure)\(/g, 'measures time'],
  [/console\.time\w*\(/g, 'measures time'],
  [/Date\.now\(\) - (?:begin|began|start|started|before)\b/g, 'measures time'],
  [/\bthreadTime\(/g, 'measures time'],
  [new RegExp(String.raw`expect\(.*(?:${clock}).*\)\.toBe(?:Less|Greater)`, 'g'), 'compares'],
  [/waitForTimeout\(/g, 'sleeps a fixed time'],
  [/new Promise(?:<[^>]*>)?\(\(?\w*\)? =>\s*(?:void )?setTimeout\(\w+/g, 'sleeps a fixed time'],
  [/from 'node:timers\/promises'/g, 'sleeps a fixed time'],
]

/** Files that may, and why. */
const allowed: Readonly<Record<string, string>> = {
  'support/window/app.ts': 'looks again and again until a condition holds',
  'support/window/frames.ts': 'is what the bench measures with, and what large.spec.ts writes down',
  'support/identity-providers/oidc.ts': 'is a server that keeps others waiting',
  'e2e/large.spec.ts': 'writes figures down and compares none',
  'soak/in-background.spec.ts': 'is about ten minutes in which nobody does anything',
  'soak/kill.spec.ts':
    'gives an app that was killed time to be gone before it calls that a failure',
  'soak/plan-faults.test.ts': 'waits until the late answers of the stand-in are over',
}

interface Found {
  readonly file: string
  readonly line: string
}

function clocksIn(text: string, file = 'planted'): Found[] {
  return rules.flatMap(([pattern, what]) =>
    [...text.matchAll(pattern)].map(({ index }) => ({
      file,
      line: `${what}: line ${text.slice(0, index).split('\n').length}`,
    })),
  )
}

const files = ['unit', 'contract', 'e2e', 'soak', 'support']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name).replaceAll('\\', '/'),
    ),
  )
  .filter((name) => name.endsWith('.ts') && name !== 'unit/clock.test.ts')

test('no test of npm test measures time or sleeps a fixed time', () => {
  expect(files.length).toBeGreaterThan(250)
  const found = files
    .filter((file) => !(file in allowed))
    .flatMap((file) => clocksIn(readFileSync(join(root, file), 'utf8'), file))
  expect(found, 'wait for state, count, or measure it in test/perf').toEqual([])
})

test('what is excused is there and needs it', () => {
  for (const file of Object.keys(allowed)) {
    expect(clocksIn(readFileSync(join(root, file), 'utf8')), file).not.toEqual([])
  }
})

test.each([
  'const begin = performance.now()',
  'const start = process.cpuUsage()',
  'const { cpuUsage } = process',
  "import { performance } from 'node:perf_hooks'",
  'const taken = Date.now() - begin',
  'console.time("read")',
  'const start = process.hrtime.bigint()',
  'expect(Date.now() - before).toBeLessThan(2_000)',
  'await page.waitForTimeout(500)',
  'await new Promise((resolve) => setTimeout(resolve, 300))',
  'await new Promise<void>((done) => setTimeout(done, 300))',
  "import { setTimeout as pause } from 'node:timers/promises'",
  'const taken = await threadTime(page, act)',
])('%s is found', (planted) => {
  expect(clocksIn(planted)).not.toEqual([])
})

test.each([
  'const timer = setTimeout(() => child.kill(), 100)',
  'const yesterday = new Date(Date.now() - 86_400_000)',
  'await vi.waitFor(() => expect(arrived).toHaveLength(1))',
  'vi.advanceTimersByTime(500)',
])('%s is none', (planted) => {
  expect(clocksIn(planted)).toEqual([])
})
