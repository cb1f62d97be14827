/** Small faults are planted one by one; `scripts/mutation.mjs` says where. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation.vitest.config.ts' },
  coverageAnalysis: 'perTest',
  // `MUTATION_WORKERS=1` on a machine that others use as well.
  concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, reportScoreTable: false },
  jsonReporter: { fileName: process.env.MUTATION_REPORT ?? 'out/reports/mutation.json' },
  ignorePatterns: ['/out', '/docs/screens', '/dist', '/reports', '/resources'],
  // Texts for people are held by the tests of windows, and a mutated one is another word only.
  mutator: { excludedMutations: ['StringLiteral'] },
  // What a module makes while it is loaded, such as a table, is not made anew for a fault: all of these would survive.
  ignoreStatic: true,
  // A mutant that ends in a loop is seen: it takes this much longer than the test does.
  timeoutMS: 20_000,
  // The first run has all tests that a room is related to, in one process.
  dryRunTimeoutMinutes: 30,
  tempDirName: 'out/mutation',
}
