import type { RowKind } from '../project/chosen-rows'
import { useProject } from '../project/use-project'
import { createRowPicks, type RowPicks } from './row-picks'
import { useRunCommand } from './use-run-command'

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
    selected: () => place.selectedKeys(kind),
    select: (keys) => place.selectRows(kind, keys),
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
