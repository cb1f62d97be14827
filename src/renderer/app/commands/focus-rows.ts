import { nextTick } from 'vue'
import type { Place } from '../../project/place'

/** The list of the selection, or of its organization; the connections if nothing is selected. */
const listOf = ({ selection: { kind } }: Place) =>
  kind === 'organization' || kind === 'scim-client' ? 'organizations' : 'connections'

/** Focuses the selected row, or the first field of the detail if a filter or the detail hides that row. */
export async function focusRows(
  screen: HTMLElement,
  place: Place,
  isCovered: boolean,
): Promise<void> {
  // The list must render the selection before it can scroll to it.
  await nextTick()
  await nextTick()
  const list = screen.querySelector<HTMLElement>(`[data-list="${listOf(place)}"] [role="listbox"]`)
  const isChosen = place.selection.kind !== 'none'
  if (isChosen && (isCovered || !list?.querySelector('[aria-selected="true"]'))) place.goToField()
  else list?.focus()
}
