import type { MenuPoint, RowExtension } from '../components/lists/row-events'

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

/** The rows of a list and its selection. */
interface PickableRows<Row> {
  readonly shown: () => readonly Row[]
  /** IDs of the selected rows, in the order of selection. */
  readonly selected: () => ReadonlySet<string>
  readonly select: (ids: readonly string[]) => void
  /** Selects and shows one row; `isPassing` while the user only moves through the list. */
  readonly choose: (row: Row, isPassing: boolean) => void
  readonly open: (row: Row) => void
  readonly all?: () => void
  /** Deletes the selection, if possible. */
  readonly remove?: () => void
  readonly leave: () => void
  readonly menu: (at: MenuPoint) => void
}

/** Creates the row events of a list from its selection. */
export function createRowPicks<Row extends { readonly id: string }>(
  list: PickableRows<Row>,
): RowPicks<Row> {
  const { shown, selected, select, choose, open, all, remove, leave, menu } = list
  /** Start of a range selection. */
  let anchor: string | undefined

  const isSelected = ({ id }: Row) => selected().has(id)
  const selectAll = () => select(shown().map(({ id }) => id))

  function show(row: Row, isPassing = false): void {
    anchor = row.id
    choose(row, isPassing)
  }

  function addOne({ id }: Row): void {
    const next = new Set(selected())
    anchor = id
    if (!next.delete(id)) next.add(id)
    select([...next])
  }

  function addRange({ id }: Row): void {
    const ids = shown().map((row) => row.id)
    const [firstSelected] = selected()
    const from = ids.indexOf(anchor ?? firstSelected ?? id)
    const to = ids.indexOf(id)
    const first = Math.min(from < 0 ? to : from, to)
    const range = ids.slice(first, Math.max(from, to) + 1)
    select(from > to ? range.toReversed() : range)
  }

  return {
    isSelected,
    on: {
      choose: (row) => show(row),
      follow: (row) => show(row, true),
      open(row) {
        show(row)
        open(row)
      },
      extend: (row, how) => (how === 'one' ? addOne(row) : addRange(row)),
      all: all ?? selectAll,
      remove: () => remove?.(),
      leave,
      menu(row, at) {
        if (!isSelected(row)) show(row)
        menu(at)
      },
    },
  }
}
