import { expect } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isLong } from '../soak/size'
import { accessibilityProblems } from './accessibility'
import { appFolder, resize, type RunningApp } from './app'

const pictures = join(appFolder, 'out', 'screens')

const wideLight = { theme: 'light', width: 1280, height: 800 } as const
const narrowDark = { theme: 'dark', width: 900, height: 600 } as const
const otherViews = [
  { theme: 'dark', width: 1280, height: 800 },
  { theme: 'light', width: 900, height: 600 },
  // A whole screen, as most people have one.
  { theme: 'light', width: 1920, height: 1080 },
  { theme: 'dark', width: 1920, height: 1080 },
  { theme: 'forced', width: 1280, height: 800 },
] as const
export type View = typeof wideLight | typeof narrowDark | (typeof otherViews)[number]

const everyView: readonly View[] = [wideLight, narrowDark, ...otherViews]

/** Themes and sizes of what `npm test` checks too: there in one of them, in the long run in every one. */
export const wideViews = isLong ? everyView : [wideLight]
export const narrowViews = isLong ? everyView : [narrowDark]

/** Marks a test that takes pictures on its way, which the long run does in every theme and size. */
export const withPictures = { tag: '@pictures' }

/** Of the many pictures of one screen's states, which take long: every theme and size, in the long run alone. */
export const longRunViews = isLong ? everyView : []

/**
 * Sets size and theme; `forced` is a window with colours of the system.
 *
 * @returns takes a picture, and checks accessibility and the width of the window
 */
export async function photographer(
  running: RunningApp,
  { theme, width, height }: View,
): Promise<(name: string) => Promise<void>> {
  const { page } = running
  mkdirSync(pictures, { recursive: true })
  // Playwright emulates a light theme by default.
  await page.emulateMedia({
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    forcedColors: theme === 'forced' ? 'active' : 'none',
    reducedMotion: 'reduce',
  })
  await resize(running, width, height)
  return async (name) => {
    await page.screenshot({ path: join(pictures, `${name}-${width}-${theme}.png`) })
    expect.soft(await accessibilityProblems(page), name).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect.soft(overflow, `${name} is wider than the window`).toBeLessThanOrEqual(0)
  }
}
