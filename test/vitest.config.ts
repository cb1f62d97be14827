import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

// Files of a worker share one process, window and loaded modules: half of all processor time went into starting them anew.
// What a file changes around it, it puts back (see `support/page/renderer-setup.ts`).
const patience = 'test/support/runner/patience.ts'
/** Where there is no window, a test plays what it needs of Electron. */
const playedElectron = fileURLToPath(new URL('support/services/electron.ts', import.meta.url))
const shared = {
  isolate: false,
  testTimeout: 240_000,
  hookTimeout: 240_000,
  setupFiles: [patience],
  // `growth.ts` counts how often patterns backtrack. V8 otherwise optimizes them by use and free memory, and each form
  // backtracks differently.
  execArgv: ['--no-regexp-tier-up', '--no-regexp-optimization'],
}

/** Files that need no window, as one project: each project has processes and loads modules of its own. */
const withoutWindow = (name: string, include: string) => ({
  root,
  resolve: { alias: { electron: playedElectron } },
  test: { name, include: [include], exclude: ['test/unit/renderer/**'], ...shared },
})
const kinds = ['unit', 'contract', 'soak']

export default defineConfig({
  root,
  test: {
    // Some files mostly wait for servers, so that three keep two processors busy.
    maxWorkers: 3,
    projects: [
      // `npm test`, which runs all of them, has them in one.
      ...(process.env['TESTS_TOGETHER']
        ? [withoutWindow('together', `test/{${kinds.join(',')}}/**/*.test.ts`)]
        : kinds.map((kind) => withoutWindow(kind, `test/${kind}/**/*.test.ts`))),
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
    ],
  },
})
