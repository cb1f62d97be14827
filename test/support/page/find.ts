/** The first button with this label or text. */
export const button = (name: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find(
    (each) => each.getAttribute('aria-label') === name || each.textContent.trim() === name,
  )

/** The text of the page, with single spaces. */
export const pageText = (): string => document.body.textContent.replaceAll(/\s+/g, ' ')
