import { nextTick } from 'vue'
import type { Place } from '../../project/place'

/** The list with what is chosen, or with its organization; the connections where nothing is. */
const listOf = ({ selection: { kind } }: Place) =>
  kind === 'organization' || kind === 'scim-client' ? 'organizations' : 'connections'

/**
 * Gives the focus to the row that is chosen, so that keys go on from there; where its list does not show it, because a
 * filter hides it or the detail lies over it, to its first field.
 *
 * @param screen holds the lists
 * @param isCovered the detail lies over the lists
 */
export async function focusRows(
  screen: HTMLElement,
  place: Place,
  isCovered: boolean,
): Promise<void> {
  // The list first takes in what was chosen, and then brings its row into sight.
  await nextTick()
  await nextTick()
  const list = screen.querySelector<HTMLElement>(`[data-list="${listOf(place)}"] [role="listbox"]`)
  const isChosen = place.selection.kind !== 'none'
  if (isChosen && (isCovered || !list?.querySelector('[aria-selected="true"]'))) place.goToField()
  else list?.focus()
}
