import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import type { VitestPluginContext } from 'vitest/node'
import { keptThread } from './support/runner/kept-thread'
import { ShortestFirst } from './support/runner/shortest-first'

const root = fileURLToPath(new URL('..', import.meta.url))

/** StrykerJS asks for threads on its command line, so that another pool is set only when everything is resolved. */
function keepOneThread({ vitest, project }: VitestPluginContext) {
  const testFiles = () =>
    Object.values(project.vite.environments).flatMap(({ moduleGraph }) =>
      [...moduleGraph.fileToModulesMap.keys()].filter((file) => file.startsWith(`${root}test/`)),
    )
  const { poolRunner, stop } = keptThread(testFiles)
  Object.assign(project.config, { pool: poolRunner.name, poolRunner })
  vitest.onClose(stop)
}

/** The tests that are to see a mutation: those that need neither a window nor a whole day. */
export default defineConfig({
  root,
  resolve: {
    alias: { electron: fileURLToPath(new URL('support/services/electron.ts', import.meta.url)) },
  },
  plugins: [{ name: 'kept-thread', configureVitest: keepOneThread }],
  test: {
    include: ['test/unit/**/*.test.ts', 'test/contract/**/*.test.ts'],
    exclude: [
      'test/unit/renderer/**',
      'test/unit/docs/**',
      // It becomes another user, which a thread of StrykerJS cannot.
      'test/unit/main/files/read-only.test.ts',
    ],
    isolate: false,
    sequence: { sequencer: ShortestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['test/support/runner/patience.ts', 'test/support/runner/short-properties.ts'],
  },
})
