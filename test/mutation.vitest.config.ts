import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The tests that are to see a mutation: those that need neither a window nor a whole day. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/unit/**/*.test.ts', 'test/contract/**/*.test.ts'],
    exclude: [
      'test/unit/renderer/**',
      'test/unit/docs/**',
      // It becomes another user, which a thread of StrykerJS cannot.
      'test/unit/main/files/read-only.test.ts',
    ],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['test/support/runner/patience.ts', 'test/support/runner/short-properties.ts'],
  },
})
