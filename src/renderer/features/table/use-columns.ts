import { unrefElement, useResizeObserver } from '@vueuse/core'
import { computed, onMounted, proxyRefs, ref, type ComponentPublicInstance, type Ref } from 'vue'
import {
  tableColumn,
  tableColumnNames,
  tableSortNames,
  type TableColumnName,
  type TableSortName,
} from '../../../core/search/table-columns'
import type { TableSort } from '../../../core/search/table-question'
import { useAppStore } from '../../stores/app'

/** Pixels between two columns. */
const between = 8
/** Pixels that the names keep. */
export const leastNameWidth = 250

/** Pixels that some columns take. */
export function widthOfAll(
  names: readonly TableColumnName[],
  widthOf: (name: TableColumnName) => number,
): number {
  return names.reduce((sum, name) => sum + widthOf(name) + between, 0)
}

/**
 * The columns that fit, in order, up to the first that does not.
 * @param room pixels beside the names
 */
export function fittingColumns(
  wanted: readonly TableColumnName[],
  widthOf: (name: TableColumnName) => number,
  room: number,
): readonly TableColumnName[] {
  return wanted.filter((_, at) => widthOfAll(wanted.slice(0, at + 1), widthOf) <= room)
}

/** A sort order from the settings; `undefined` for none, or one of a later version. */
export function sortFrom(
  kept: { readonly by: string; readonly descending: boolean } | undefined,
): TableSort | undefined {
  const by = tableSortNames.find((name) => name === kept?.by)
  return by && { by, descending: kept?.descending === true }
}

export type Columns = ReturnType<typeof useColumns>

/** Width of each list when it was last drawn, so that one that comes back draws its rows once instead of twice. */
const lastWidths = new Map<string, number>()

/**
 * Chosen columns, widths and sort order, kept in the settings, and which columns fit.
 * @param list.name key in the settings
 * @param list.first columns until the person chooses
 * @param list.isUsed whether any row has a value; other columns are not offered
 * @param box element with the width of the list
 */
export function useColumns(
  list: {
    readonly name: string
    readonly all: readonly TableColumnName[]
    readonly first: readonly TableColumnName[]
    readonly isUsed: (name: TableColumnName) => boolean
  },
  box: Readonly<Ref<ComponentPublicInstance | HTMLElement | null>>,
) {
  const app = useAppStore()
  const all = tableColumnNames.filter((name) => list.all.includes(name))
  const settingOf = (name: TableColumnName) => `${list.name}-${name}`

  /** In pixels; 0 until the list is first drawn. */
  const width = ref(lastWidths.get(list.name) ?? 0)
  function measure(): void {
    const element = unrefElement(box)
    if (!(element instanceof HTMLElement)) return
    width.value = element.offsetWidth
    lastWidths.set(list.name, width.value)
  }
  useResizeObserver(box, measure)
  // Its observer tells of the first picture only after it: the columns would come into rows that are there.
  onMounted(measure)

  const view = computed(() => app.settings.lists?.[list.name] ?? {})
  const chosen = computed<readonly TableColumnName[]>(() => {
    const names: readonly string[] = view.value.columns ?? list.first
    return all.filter((name) => names.includes(name))
  })
  const sort = computed(() => {
    const kept = sortFrom(view.value.sort)
    return kept && (kept.by === 'label' || all.includes(kept.by)) ? kept : undefined
  })

  const dragged = ref(new Map<string, number>())
  const widthOf = (name: TableColumnName) =>
    dragged.value.get(name) ?? app.settings.columns[settingOf(name)] ?? tableColumn(name).width
  /** The column is chosen and the list has room for one: whether it has something to say is found out then. */
  const mayShow = (name: TableColumnName) =>
    chosen.value.includes(name) && width.value > leastNameWidth + tableColumn(name).width
  const shown = computed((before?: readonly TableColumnName[]) =>
    keptList(
      before,
      fittingColumns(chosen.value.filter(list.isUsed), widthOf, width.value - leastNameWidth),
    ),
  )
  /** Pixels that a column can have without another one losing its place. */
  const widest = (name: TableColumnName) =>
    widthOf(name) + Math.max(0, width.value - leastNameWidth - widthOfAll(shown.value, widthOf))

  function setWidth(name: TableColumnName, pixels: number): void {
    dragged.value = new Map([...dragged.value, [name, pixels]])
  }
  function keepWidth(name: TableColumnName, pixels: number): void {
    void app.setColumn(settingOf(name), pixels)
    dragged.value = new Map([...dragged.value].filter(([each]) => each !== name))
  }

  function toggle(name: TableColumnName): void {
    const columns = all.filter((each) => chosen.value.includes(each) !== (each === name))
    void app.setListView(list.name, { ...view.value, columns })
  }

  function sortBy(by: TableSortName | undefined, descending = false): void {
    const { sort: _before, ...rest } = view.value
    void app.setListView(list.name, by ? { ...rest, sort: { by, descending } } : rest)
  }
  /** Goes round: up, down, and the order of the project. */
  function turn(by: TableSortName): void {
    if (sort.value?.by !== by) sortBy(by)
    else if (sort.value.descending) sortBy(undefined)
    else sortBy(by, true)
  }
  function sortOf(by: TableSortName): 'ascending' | 'descending' | 'none' {
    if (sort.value?.by !== by) return 'none'
    return sort.value.descending ? 'descending' : 'ascending'
  }
  function show(columns: readonly TableColumnName[], order: TableSort | undefined): void {
    const names = all.filter((name) => columns.includes(name))
    void app.setListView(list.name, { columns: names, ...(order ? { sort: order } : {}) })
  }

  return proxyRefs({
    all,
    chosen,
    shown,
    isUsed: list.isUsed,
    mayShow,
    sort,
    sortOf,
    widthOf,
    widest,
    setWidth,
    keepWidth,
    toggle,
    sortBy,
    turn,
    show,
  })
}

/** Returns the previous list if no item changed, so that nothing renders again. */
export function keptList<Item>(
  before: readonly Item[] | undefined,
  next: readonly Item[],
): readonly Item[] {
  const isSame = before?.length === next.length && next.every((item, at) => item === before[at])
  return isSame ? before : next
}
