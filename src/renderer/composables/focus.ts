/** Whether the focused element is gone, hidden or disabled, so that keys would start at the top of the window. */
export function isFocusLost(): boolean {
  const { activeElement } = document
  return (
    activeElement === null ||
    activeElement === document.body ||
    activeElement.matches(':disabled') ||
    !activeElement.checkVisibility()
  )
}

const fields = 'input, textarea, select, [contenteditable="true"], .cm-editor'

export const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(fields) !== null
