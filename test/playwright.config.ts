import { defineConfig } from '@playwright/test'
import { fileURLToPath } from 'node:url'
import { isLong } from './soak/size'
import { desktops } from './support/window/desktop'

const results = fileURLToPath(new URL('../test-results', import.meta.url))

/** Each project starts the real app: as many at a time as there are desktops, each with a screen and a keychain. */
export default defineConfig({
  testDir: '.',
  outputDir: results,
  workers: Math.max(1, desktops.length),
  fullyParallel: false,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ...(process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['json'] as const] : [])],
  projects: [
    { name: 'e2e', testMatch: 'e2e/**/*.spec.ts', ...(isLong ? {} : { grepInvert: /@long/ }) },
    { name: 'soak', testMatch: 'soak/**/*.spec.ts', timeout: 3_600_000 },
    {
      name: 'screens',
      testMatch: 'e2e/**/*.spec.ts',
      grep: / at \d+x\d+, (?:light|dark|forced)$|@pictures|@long/,
    },
    { name: 'demo', testMatch: 'e2e/demo.demo.ts' },
    { name: 'package', testMatch: 'package/**/*.spec.ts', timeout: 600_000 },
    { name: 'bench', testMatch: 'perf/**/*.bench.ts', timeout: 300_000 },
  ],
})
