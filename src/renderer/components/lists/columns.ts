/** A column beside the names of a list. */
export interface ListColumn<Name extends string> {
  readonly name: Name
  /** Stands over the column, and in the menu of the columns. */
  readonly title: string
  readonly about: string
  /** Pixels, until the person chooses another width. */
  readonly width: number
  /** Why it has nothing to say of any row, where that is not that no connection has it. */
  readonly whyUnused?: string
}

/** What rows are sorted by beside the columns: what stands under the names. */
export interface NameHead<By extends string> {
  readonly by: By
  readonly title: string
  readonly about: string
  /** Its part of the room that the names have. */
  readonly share: number
}

export interface ListSort<By extends string> {
  readonly by: By
  readonly descending: boolean
}

/** What a column says of a row: as text, and as what it is sorted by, which is absent where nothing is known. */
export interface ColumnValue {
  readonly text: string
  /** All of it, where the text is short for it. */
  readonly title?: string
  readonly tone?: 'warning' | 'danger'
  readonly sort?: string | number
}

/** The columns of a list with their order, as its heads, cells and menu take them; `useListColumns` makes them. */
export interface ListColumns {
  readonly all: readonly ListColumn<string>[]
  readonly names: readonly NameHead<string>[]
  /** Everything that the rows can be sorted by, in the order of the menu. */
  readonly orders: readonly { readonly by: string; readonly title: string }[]
  readonly chosen: readonly string[]
  /** Whether a column has something to say of any row. */
  isUsed(name: string): boolean
  /** Those of the chosen ones that have something to say and that there is room for. */
  readonly shown: readonly string[]
  readonly sort: ListSort<string> | undefined
  columnNamed(name: string): ListColumn<string>
  sortOf(by: string): 'ascending' | 'descending' | 'none'
  widthOf(name: string): number
  /** Pixels that a column can have without another one losing its place. */
  widest(name: string): number
  setWidth(name: string, pixels: number): void
  keepWidth(name: string, pixels: number): void
  toggle(name: string): void
  /** @param by absent for the order of the project */
  sortBy(by: string | undefined, descending?: boolean): void
  /** Goes round: up, down, and the order of the project. */
  turn(by: string): void
}

/** Pixels between two columns. */
const between = 8

/** Pixels that some columns take. */
export function widthOfAll<Name extends string>(
  names: readonly Name[],
  widthOf: (name: Name) => number,
): number {
  return names.reduce((sum, name) => sum + widthOf(name) + between, 0)
}

/**
 * The columns that there is room for, in their order, up to the first that does not fit.
 *
 * @param room pixels that the names leave
 */
export function fittingColumns<Name extends string>(
  wanted: readonly Name[],
  widthOf: (name: Name) => number,
  room: number,
): readonly Name[] {
  return wanted.filter((_, at) => widthOfAll(wanted.slice(0, at + 1), widthOf) <= room)
}
