import type { Locator } from '@playwright/test'
import type { RunningApp } from './app'

/** What a person does with mouse and keyboard, counted. */
export interface Hands {
  /** A click, with whatever keys are held beside it. */
  click(on: Locator, modifiers?: readonly 'ControlOrMeta'[]): Promise<void>
  /** One key, with whatever is held beside it. */
  press(keys: string): Promise<void>
  /** A text, typed in one go where the focus is: counted once, however long. */
  type(text: string): Promise<void>
  /** Ctrl+V or Cmd+V of a text that the person has. */
  paste(text: string): Promise<void>
  /** Counted as two: the button goes down at one place, and up at another. */
  drag(from: Locator, to: Locator): Promise<void>
  /** Number of what was done since this was asked last. */
  counted(): number
}

export function handsAt({ app, page }: RunningApp): Hands {
  let count = 0
  async function once(done: Promise<void>, by = 1): Promise<void> {
    await done
    count += by
  }
  return {
    click: (on, modifiers = []) => once(on.click({ modifiers: [...modifiers] })),
    press: (keys) => once(page.keyboard.press(keys)),
    type: (text) => once(page.keyboard.insertText(text)),
    paste: async (text) => {
      await app.evaluate(({ clipboard }, written) => clipboard.writeText(written), text)
      await once(page.keyboard.press('ControlOrMeta+v'))
    },
    drag: (from, to) => once(from.dragTo(to), 2),
    counted: () => {
      const counted = count
      count = 0
      return counted
    },
  }
}
