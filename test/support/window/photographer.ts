import { expect, type Page } from '@playwright/test'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isLong } from '../../soak/size'
import { accessibilityProblems } from './accessibility'
import { appFolder, resize, type RunningApp } from './app'
import { documentedFiles, isDocumented, lastingWords } from '../texts/documented'

const pictures = join(appFolder, 'out', 'screens')
/** What `npm run pictures` puts into docs/screens. */
const written = join(appFolder, 'out', 'documented')

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
    const path = join(pictures, `${name}-${width}-${theme}.png`)
    const isForDocs = width === wideLight.width && theme === wideLight.theme && isDocumented(name)
    // Who reads the documentation has an Electron that is supported.
    if (isForDocs) await showElectronNote(page, false)
    await page.screenshot({ path })
    if (isForDocs) {
      await checkDocumented(page, name, path)
      await showElectronNote(page, true)
    }
    expect.soft(await accessibilityProblems(page), name).toEqual([])
    // What is loaded on demand, such as an editor, may be laid out a moment later.
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    const message = `${name} is wider than the window`
    await expect.configure({ soft: true }).poll(overflow, { message }).toBeLessThanOrEqual(0)
  }
}

/** Shows or hides the note on an Electron out of support, which only a substitute has. */
const showElectronNote = (page: Page, isShown: boolean) =>
  page.evaluate(
    (display) => {
      const note = document.querySelector<HTMLElement>('.old-electron')
      if (note) note.style.display = display
    },
    isShown ? '' : 'none',
  )

/**
 * Compares a main screen with the text of its picture in the documentation, so that no picture there is older than its
 * screen. `npm run pictures` writes both.
 *
 * @param taken the file of the picture that was just taken
 */
async function checkDocumented(page: Page, name: string, taken: string): Promise<void> {
  const { text } = documentedFiles(name)
  const seen = async () => `${lastingWords(await page.locator('body').ariaSnapshot())}\n`
  if (process.env['DOCS_PICTURES'] === 'write') {
    mkdirSync(written, { recursive: true })
    copyFileSync(taken, join(written, `${name}.png`))
    if (text !== undefined) writeFileSync(join(written, `${name}.txt`), await seen())
    return
  }
  if (text === undefined) return
  const known = existsSync(text) ? readFileSync(text, 'utf8') : ''
  // What is looked up in the background, such as what needs attention, may come a little later.
  const message = `docs/screens/${name}.png is older than its screen: npm run pictures`
  await expect.configure({ soft: true }).poll(seen, { message }).toBe(known)
}
