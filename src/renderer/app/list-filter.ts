/**
 * The filter of the list that is in use: of the one with the focus, else of the screen's.
 *
 * @param pane holds the screens of a project
 * @param screen name of the one that is shown
 */
function filterIn(pane: HTMLElement, screen: string): HTMLInputElement | undefined {
  const focused = document.activeElement?.closest('[data-list]')
  const main = screen === 'main' ? 'connections' : screen
  const lists = [
    focused && pane.contains(focused) ? focused : undefined,
    pane.querySelector(`[data-list="${main}"]`),
    pane.querySelector('[data-list="organizations"]'),
  ]
  for (const list of lists) {
    // In a window with room for one list, the other one gives its place to the detail.
    if (list?.closest('[style*="display: none"]')) continue
    const input = list?.querySelector<HTMLInputElement>('input[type="search"]')
    if (input) return input
  }
  return undefined
}

/** Goes to the filter of the list in use, and chooses what it holds; see `filterIn`. */
export function focusFilter(pane: HTMLElement, screen: string): void {
  const input = filterIn(pane, screen)
  input?.focus()
  input?.select()
}

/** Whether a key goes to the filter: `/`, where it is not typed into something and no dialog has it. */
export function isFilterKey(event: KeyboardEvent): boolean {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return false
  const { target } = event
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, [contenteditable], dialog') === null
  )
}
