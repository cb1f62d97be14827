import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

// Files of a worker share one process, window and loaded modules: half of all processor time went into starting them anew.
// What a file changes around it, it puts back (see `support/page/renderer-setup.ts`).
const patience = 'test/support/runner/patience.ts'
const shared = { isolate: false, testTimeout: 60_000, hookTimeout: 60_000, setupFiles: [patience] }

export default defineConfig({
  root,
  test: {
    // Some files mostly wait for servers, so that three keep two processors busy.
    maxWorkers: 3,
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: ['test/unit/renderer/**'],
          ...shared,
        },
      },
      {
        root,
        plugins: [vue()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/unit/renderer/**/*.test.ts'],
          ...shared,
          setupFiles: [patience, 'test/support/page/renderer-setup.ts'],
        },
      },
      {
        root,
        test: { name: 'contract', include: ['test/contract/**/*.test.ts'], ...shared },
      },
      {
        root,
        test: { name: 'soak', include: ['test/soak/**/*.test.ts'], ...shared },
      },
    ],
  },
})
