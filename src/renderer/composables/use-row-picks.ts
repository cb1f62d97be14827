import type { RowKind } from '../project/chosen-rows'
import { clientOfKey, isClientKey, keyOfTarget } from '../../core/mapper/owners/owners'
import type { Place } from '../project/place'
import { useProject } from '../project/use-project'
import { createRowPicks, type RowPicks } from './row-picks'
import { useRunCommand } from './use-run-command'

/** Keys of the rows of a list that are selected; among connections, that of a SCIM client too. */
function selectedOf(place: Place, kind: RowKind): readonly string[] {
  const { selection } = place
  return kind === 'connection' && selection.kind === 'scim-client'
    ? [keyOfTarget(selection)]
    : place.selectedKeys(kind)
}

/** Of several rows, SCIM clients are left out: what is done with several connections has no meaning for them. */
function select(place: Place, kind: RowKind, keys: readonly string[]): void {
  const [first] = keys
  const client = keys.length === 1 && first !== undefined ? clientOfKey(first) : undefined
  if (client !== undefined) place.chooseScimClient(client, place.narrowedTo)
  else
    place.selectRows(
      kind,
      keys.filter((key) => !isClientKey(key)),
    )
}

/**
 * What the rows of one list of the main screen do.
 *
 * @param shown rows in the order of the list
 * @param choose shows a row; `isPassing` while the person only moves through the list
 */
export function useRowPicks<Row extends { readonly key: string }>(
  kind: RowKind,
  shown: () => readonly Row[],
  choose: (row: Row, isPassing: boolean) => void,
): RowPicks<Row> {
  const { place } = useProject()
  const commands = useRunCommand()
  return createRowPicks<Row>({
    shown,
    selected: () => selectedOf(place, kind),
    select: (keys) => select(place, kind, keys),
    choose,
    open: () => place.goToField(),
    remove: () => commands.run('delete-rows'),
    leave() {
      place.clearSelection()
    },
    menu(at) {
      place.menuAt = at
    },
  })
}
