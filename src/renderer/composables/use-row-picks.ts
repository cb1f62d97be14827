import type { MenuPoint, RowExtension } from '../components/lists/row-events'
import type { RowKind } from '../project/chosen-rows'
import { useProject } from '../project/use-project'
import { useRunCommand } from './use-run-command'
import { useWindowRoom } from './use-window-width'

/** What the rows of one list of the main screen do, for `VirtualList`. */
export interface RowPicks<Row> {
  readonly isSelected: (row: Row) => boolean
  readonly on: {
    readonly choose: (row: Row) => void
    readonly follow: (row: Row) => void
    readonly open: (row: Row) => void
    readonly extend: (row: Row, how: RowExtension) => void
    readonly all: () => void
    readonly remove: () => void
    readonly leave: () => void
    readonly menu: (row: Row, at: MenuPoint) => void
  }
}

/**
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
  const { isWide } = useWindowRoom()
  /** Where a range begins. */
  let anchor: string | undefined

  const isSelected = ({ key }: Row) => place.selectedKeys(kind).includes(key)

  function show(row: Row, isPassing = false): void {
    anchor = row.key
    choose(row, isPassing)
  }

  function addOne({ key }: Row): void {
    const now = place.selectedKeys(kind)
    anchor = key
    place.selectRows(kind, now.includes(key) ? now.filter((each) => each !== key) : [...now, key])
  }

  function addRange({ key }: Row): void {
    const keys = shown().map((row) => row.key)
    const from = keys.indexOf(anchor ?? place.selectedKeys(kind)[0] ?? key)
    const to = keys.indexOf(key)
    const first = Math.min(from < 0 ? to : from, to)
    const range = keys.slice(first, Math.max(from, to) + 1)
    place.selectRows(kind, from > to ? range.toReversed() : range)
  }

  return {
    isSelected,
    on: {
      choose: (row) => show(row),
      follow: (row) => show(row, true),
      open(row) {
        show(row)
        place.goToField()
      },
      extend: (row, how) => (how === 'one' ? addOne(row) : addRange(row)),
      all: () =>
        place.selectRows(
          kind,
          shown().map(({ key }) => key),
        ),
      remove: () => commands.run('delete-rows'),
      leave() {
        if (place.several || !isWide.value) place.clearSelection()
      },
      menu(row, at) {
        if (!isSelected(row)) show(row)
        place.menuAt = at
      },
    },
  }
}
