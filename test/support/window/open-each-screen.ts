import { expect, type Page } from '@playwright/test'
import { commands } from '../../../src/core/app/commands/app-commands'
import * as ui from './screens'

/** Commands that open a screen or dialog, and nothing else. */
const opening = commands.filter(
  (command) =>
    'view' in command || 'allView' in command || 'dialog' in command || 'appDialog' in command,
)

/**
 * Opens every screen and dialog that has a command and can be opened now, by the command palette, and closes the
 * dialogs again.
 *
 * @param inLanguage a text of the app in the language of the window
 * @param look is called for each, by the name of its command
 * @returns how many there were
 */
export async function openEachScreen(
  page: Page,
  inLanguage: (english: string) => string,
  look: (name: string) => Promise<void>,
): Promise<number> {
  let opened = 0
  for (const command of opening) {
    const { name, label, group } = command
    await page.keyboard.press('ControlOrMeta+Shift+P')
    const palette = ui.dialog(page, inLanguage('Command palette'))
    await palette.getByRole('combobox').fill(inLanguage(label))
    const option = palette
      .getByRole('option')
      // Another command may have it as a part of its name, and a page of help as the whole of it.
      .filter({ has: page.getByText(inLanguage(label), { exact: true }) })
      .filter({ has: page.getByText(inLanguage(group), { exact: true }) })
      .first()
    if (await option.isVisible()) {
      await option.click()
      await expect(palette).toBeHidden()
      // Each is loaded when it is first opened: before that, the look would see the screen behind it.
      if ('view' in command || 'allView' in command) await ui.atRest(page)
      else await expect(page.getByRole('dialog').first(), name).toBeVisible()
      opened += 1
    }
    await look(name)
    const dialogs = page.getByRole('dialog')
    // One Escape too many would take the selection away, and with it what can be opened next.
    for (let left = await dialogs.count(); left > 0; left = await dialogs.count()) {
      await page.keyboard.press('Escape')
      await expect.poll(() => dialogs.count()).toBeLessThan(left)
    }
  }
  return opened
}
