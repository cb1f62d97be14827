import type { Page } from '@playwright/test'

/** Names of buttons and fields in sight that something cuts off at its right or left, so that they have no room. */
export function cutControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut: string[] = []
    for (const control of document.querySelectorAll<HTMLElement>(
      'button, input, textarea, select',
    )) {
      const box = control.getBoundingClientRect()
      if (!control.checkVisibility({ visibilityProperty: true }) || box.width <= 1) continue
      for (let above = control.parentElement; above; above = above.parentElement) {
        const { overflowX } = getComputedStyle(above)
        const room = above.getBoundingClientRect()
        const isOver = box.right > room.right + 1 || box.left < room.left - 1
        if (overflowX !== 'visible' && room.width > 1 && isOver) {
          cut.push(control.getAttribute('aria-label') ?? control.textContent ?? control.tagName)
          break
        }
      }
    }
    return cut
  })
}
