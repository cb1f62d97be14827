import type { Page } from '@playwright/test'

/** Texts that a window shows, or says to assistive technology, each once. */
export const shownTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // What a text field holds is the person's, and what is in a code is nobody's language.
      const own = node.parentElement?.closest(
        'script, style, code, pre, kbd, textarea, .cm-content',
      )
      if (!own) found.add((node.textContent ?? '').trim().replaceAll(/\s+/g, ' '))
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'aria-description', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        found.add((element.getAttribute(name) ?? '').trim())
      }
    }
    return [...found]
  })
