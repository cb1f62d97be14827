import { onTestFinished } from 'vitest'

/**
 * Runs `end` after the current test, the last registered first. Unlike a hook in a module that test files share, which
 * a worker registers for the first of them alone, it works in every file; it throws outside of a test.
 */
export const atEnd = (end: () => Promise<unknown>): void =>
  onTestFinished(async () => void (await end()))
