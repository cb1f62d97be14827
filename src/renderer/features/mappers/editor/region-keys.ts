const beginnings =
  '[data-editor-first]:not([disabled]), .cm-content, [role="tab"][aria-selected="true"]'
const focusable = 'input:not([disabled]), button:not([disabled]), [tabindex="0"]'

/** Puts the focus into a region: where work begins there, or on the region itself. */
function enter(region: HTMLElement): void {
  const first =
    region.querySelector<HTMLElement>(beginnings) ?? region.querySelector<HTMLElement>(focusable)
  first?.focus()
  // A hidden element takes no focus.
  if (!region.contains(document.activeElement)) region.focus()
}

/**
 * Moves the focus to the next region of the mapper editor, or the one before.
 * @returns whether there was one.
 */
export function moveBetweenRegions(root: HTMLElement, back: boolean): boolean {
  const regions = [...root.querySelectorAll<HTMLElement>('[data-editor-region]')]
  if (regions.length === 0) return false
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const step = back ? -1 : 1
  const next = at < 0 ? 0 : (at + step + regions.length) % regions.length
  const region = regions[next]
  if (!region) return false
  enter(region)
  return true
}

export type EditorKey = 'run' | 'format' | 'next-region' | 'previous-region'

/** What a key press means on the mapper screen, or nothing. */
export function editorKey(event: KeyboardEvent): EditorKey | undefined {
  const command = event.ctrlKey || event.metaKey
  if (event.key === 'F6' && !command) return event.shiftKey ? 'previous-region' : 'next-region'
  if (event.key === 'Enter' && command && !event.altKey && !event.shiftKey) return 'run'
  if (event.code === 'KeyF' && event.altKey && event.shiftKey && !command) return 'format'
  return undefined
}
