// A slowness that is planted where BENCH_PLANTED is set: rows that do not fail then would not see a real one either.
import type { Page } from '@playwright/test'

/** Milliseconds more in each letter that is typed into the app, and in each of its starts. */
export const planted =
  process.env['BENCH_PLANTED'] === undefined ? { letter: 0, start: 0 } : { letter: 20, start: 300 }

/** Script that keeps a thread busy. */
export const busy = (ms: number): string =>
  `{ const end = performance.now() + ${ms}; while (performance.now() < end); }`

/** Makes each key slow in the window of the app; a bare field beside it is in a window of its own. */
export async function plantInLetters(page: Page): Promise<void> {
  if (planted.letter === 0) return
  await page.evaluate((ms) => {
    window.addEventListener(
      'keydown',
      () => {
        const end = performance.now() + ms
        while (performance.now() < end);
      },
      { capture: true },
    )
  }, planted.letter)
}
