/**
 * Whether nothing in sight has the focus any more: what had it is gone or hidden, or can no longer be used. Keys would
 * then begin at the top of the window.
 */
export function isFocusLost(): boolean {
  const { activeElement } = document
  return (
    activeElement === null ||
    activeElement === document.body ||
    activeElement.matches(':disabled') ||
    !activeElement.checkVisibility()
  )
}
