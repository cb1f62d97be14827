import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isLong } from '../soak/size'
import { appFolder, resize, type RunningApp } from './app'

const pictures = join(appFolder, 'out', 'screens')

const allViews = (['light', 'dark'] as const).flatMap((theme) => [
  { theme, width: 1280, height: 800 },
  { theme, width: 900, height: 600 },
])
export type View = (typeof allViews)[number]

/**
 * The themes and sizes in which every screen is looked at: each theme and each size once, in the long version every theme
 * at every size.
 */
export const views: readonly View[] = isLong
  ? allViews
  : allViews.filter(({ theme, width }) => (theme === 'light') === (width === 1280))

/** Problems that axe names on the window as it stands; Electron has no new page, so legacy mode. */
async function accessibilityProblems(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(tags).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}`),
  )
}

/** Sets size and theme. @returns takes a picture and holds the window to axe and its width. */
export async function photographer(
  running: RunningApp,
  { theme, width, height }: View,
): Promise<(name: string) => Promise<void>> {
  const { page } = running
  mkdirSync(pictures, { recursive: true })
  // Playwright emulates a light system unless told.
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await resize(running, width, height)
  return async (name) => {
    await page.screenshot({ path: join(pictures, `${name}-${width}-${theme}.png`) })
    expect.soft(await accessibilityProblems(page), name).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect.soft(overflow, `${name} is wider than the window`).toBeLessThanOrEqual(0)
  }
}
