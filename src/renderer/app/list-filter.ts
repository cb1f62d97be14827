/** The filter of the list with the focus, else of the screen. @param screen name of the shown screen */
function filterIn(pane: HTMLElement, screen: string): HTMLInputElement | undefined {
  const focused = document.activeElement?.closest('[data-list]')
  const main = screen === 'main' ? 'connections' : screen
  const lists = [
    focused && pane.contains(focused) ? focused : undefined,
    pane.querySelector(`[data-list="${main}"]`),
    pane.querySelector('[data-list="organizations"]'),
  ]
  for (const list of lists) {
    // With room for one list only, the detail replaces the other.
    if (list?.closest('[style*="display: none"]')) continue
    const input = list?.querySelector<HTMLInputElement>('input[type="search"]')
    if (input) return input
  }
  return undefined
}

/** Focuses and selects the filter of the list in use. */
export function focusFilter(pane: HTMLElement, screen: string): void {
  const input = filterIn(pane, screen)
  input?.focus()
  input?.select()
}

/** Whether a key press of `/` focuses the filter: not while typing, and not in a dialog. */
export function isFilterKey(event: KeyboardEvent): boolean {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return false
  const { target } = event
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, [contenteditable], dialog') === null
  )
}
