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
    const { name, label } = command
    await page.keyboard.press('ControlOrMeta+Shift+P')
    const palette = ui.dialog(page, inLanguage('Command palette'))
    await palette.getByRole('combobox').fill(inLanguage(label))
    const option = palette
      .getByRole('option')
      .filter({ hasText: inLanguage(label) })
      .first()
    if (await option.isVisible()) {
      await option.click()
      await expect(palette).toBeHidden()
      // Each is loaded when it is first opened: before that, the look would see the screen behind it.
      if ('view' in command || 'allView' in command) await ui.atRest(page)
      else await expect(page.getByRole('dialog').first()).toBeVisible()
      opened += 1
    }
    await look(name)
    for (let dialogs = await page.getByRole('dialog').count(); dialogs > 0; dialogs -= 1) {
      await page.keyboard.press('Escape')
    }
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  return opened
}
