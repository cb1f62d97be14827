import { commands } from '../../core/app/commands/app-commands'
import { mostSelected, type PlaceState } from '../../core/ipc/window-state'
import type { Place, Screen } from './place'

/** The part of a place that survives a restart. */
export function placeState(place: Place): PlaceState {
  const { screen, selection, several, narrowedTo, organizationsFilter, connectionsFilter } = place
  const { organizationsTop, connectionsTop, historyChoice, publishesTop, advancedShown } = place
  return {
    screen: screen.name,
    ...(screen.name === 'mapper' ? { mapperOf: screen.connectionKey } : {}),
    ...(selection.kind === 'scim-client' ? { scimClient: selection.key } : {}),
    ...(selection.kind === 'organization' || selection.kind === 'connection'
      ? { selection: { kind: selection.kind, key: selection.key } }
      : {}),
    ...(several && several.keys.length <= mostSelected
      ? { several: { kind: several.kind, keys: [...several.keys] } }
      : {}),
    ...(narrowedTo === undefined ? {} : { narrowedTo }),
    organizationsFilter: organizationsFilter.slice(0, 500),
    connectionsFilter: connectionsFilter.slice(0, 500),
    ...(organizationsTop > 0 ? { organizationsTop } : {}),
    ...(connectionsTop > 0 ? { connectionsTop } : {}),
    ...(historyChoice ? { historyChoice } : {}),
    ...(publishesTop > 0 ? { publishesTop } : {}),
    ...(advancedShown ? { advancedShown } : {}),
    ...(place.scimShown ? { scimShown: true } : {}),
    ...(place.ownMapperGiven === 'scim' ? { ownMapper: 'scim' as const } : {}),
  }
}

/** Restores the lists of a place; see `restoreScreen` for screens. */
export function restoreLists(place: Place, state: PlaceState): void {
  place.organizationsFilter = state.organizationsFilter
  place.connectionsFilter = state.connectionsFilter
  place.narrowedTo = state.narrowedTo
  place.organizationsTop = state.organizationsTop ?? 0
  place.connectionsTop = state.connectionsTop ?? 0
  place.historyChoice = state.historyChoice
  place.publishesTop = state.publishesTop ?? 0
  place.advancedShown = state.advancedShown ?? false
  place.scimShown = state.scimShown ?? false
  place.ownMapperGiven = state.ownMapper ?? 'claims'
  place.selection =
    state.scimClient === undefined
      ? (state.selection ?? { kind: 'none' })
      : { kind: 'scim-client', key: state.scimClient }
  if (state.several) place.selectRows(state.several.kind, state.several.keys)
}

/** Screens that open without parameters. */
const plain: ReadonlySet<string> = new Set(commands.flatMap(({ view }) => view ?? []))

/** Restores the screen once the project is loaded; unknown ones become the main screen. */
export function restoreScreen(place: Place, { screen, mapperOf }: PlaceState): void {
  if (mapperOf !== undefined && screen === 'mapper') place.openMapper(mapperOf)
  // The names in the list are those of screens, or the list would not compile.
  else if (plain.has(screen)) place.show({ name: screen } as Screen)
}
