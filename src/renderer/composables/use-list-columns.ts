import { unrefElement, useResizeObserver } from '@vueuse/core'
import { computed, onMounted, proxyRefs, ref, type ComponentPublicInstance, type Ref } from 'vue'
import {
  fittingColumns,
  widthOfAll,
  type ListColumn,
  type ListSort,
  type NameHead,
} from '../components/lists/columns'
import { useAppStore } from '../stores/app'
import { keptList } from './kept-list'

/**
 * The columns beside the names of a list: which the person chose, their widths and what the rows are sorted by, all
 * kept in the settings; and which of them there is room for.
 *
 * @param list.name in the settings
 * @param list.chosen columns until the person chooses; without it all of them
 * @param list.least pixels that the names keep
 * @param box has the width of the list
 */
export function useListColumns<Name extends string, By extends string>(
  list: {
    readonly name: string
    readonly columns: readonly ListColumn<Name>[]
    readonly names: readonly NameHead<By>[]
    /** Further orders, which no head stands for. */
    readonly orders?: readonly { readonly by: By; readonly title: string }[]
    readonly chosen?: readonly Name[]
    readonly least: number
    /** Whether a column has something to say of any row: one that has not is not offered. By default each has. */
    readonly isUsed?: (name: Name) => boolean
  },
  box: Readonly<Ref<ComponentPublicInstance | HTMLElement | null>>,
) {
  type Order = By | Name
  const app = useAppStore()
  const all = list.columns.map(({ name }) => name)
  const byName = new Map(list.columns.map((own) => [own.name, own]))
  const orders: readonly { readonly by: Order; readonly title: string }[] = [
    ...list.names,
    ...(list.orders ?? []),
    ...list.columns.map(({ name, title }) => ({ by: name, title })),
  ]
  const settingOf = (name: Name) => `${list.name}-${name}`

  function columnNamed(name: Name): ListColumn<Name> {
    const own = byName.get(name)
    if (!own) throw new Error(`There is no column ${name}`)
    return own
  }

  /** Of the list, in pixels; 0 until it is drawn. */
  const width = ref(0)
  function measure(): void {
    const element = unrefElement(box)
    if (element instanceof HTMLElement) width.value = element.offsetWidth
  }
  useResizeObserver(box, measure)
  // Its observer tells of the first picture only after it: the columns would come into rows that are there.
  onMounted(measure)

  const view = computed(() => app.settings.lists?.[list.name] ?? {})
  const chosen = computed<readonly Name[]>(() => {
    const names = view.value.columns
    return names === undefined ? (list.chosen ?? all) : all.filter((name) => names.includes(name))
  })
  const sort = computed<ListSort<Order> | undefined>(() => {
    const order = orders.find(({ by }) => by === view.value.sort?.by)
    return order && { by: order.by, descending: view.value.sort?.descending === true }
  })

  /** Widths while a person drags. */
  const dragged = ref(new Map<string, number>())
  const widthOf = (name: Name) =>
    dragged.value.get(name) ?? app.settings.columns[settingOf(name)] ?? columnNamed(name).width
  const isUsed = (name: Name) => list.isUsed?.(name) ?? true
  /** The column is chosen and the list has room for one: whether it has something to say is found out then. */
  const mayShow = (name: Name) =>
    chosen.value.includes(name) && width.value > list.least + columnNamed(name).width
  const shown = computed((before?: readonly Name[]) =>
    keptList(
      before,
      fittingColumns(chosen.value.filter(isUsed), widthOf, width.value - list.least),
    ),
  )
  /** Pixels that a column can have without another one losing its place. */
  const widest = (name: Name) =>
    widthOf(name) + Math.max(0, width.value - list.least - widthOfAll(shown.value, widthOf))

  function setWidth(name: Name, pixels: number): void {
    dragged.value = new Map([...dragged.value, [name, pixels]])
  }
  function keepWidth(name: Name, pixels: number): void {
    void app.setColumn(settingOf(name), pixels)
    dragged.value = new Map([...dragged.value].filter(([each]) => each !== name))
  }

  function toggle(name: Name): void {
    const columns = all.filter((each) => chosen.value.includes(each) !== (each === name))
    void app.setListView(list.name, { ...view.value, columns })
  }

  /** @param by absent for the order of the project */
  function sortBy(by: Order | undefined, descending = false): void {
    const { sort: _before, ...rest } = view.value
    void app.setListView(list.name, by ? { ...rest, sort: { by, descending } } : rest)
  }
  /** Goes round: up, down, and the order of the project. */
  function turn(by: Order): void {
    if (sort.value?.by !== by) sortBy(by)
    else if (sort.value.descending) sortBy(undefined)
    else sortBy(by, true)
  }
  function sortOf(by: Order): 'ascending' | 'descending' | 'none' {
    if (sort.value?.by !== by) return 'none'
    return sort.value.descending ? 'descending' : 'ascending'
  }
  /** Chooses columns and an order at once. */
  function show(columns: readonly Name[], order: ListSort<Order> | undefined): void {
    const names = all.filter((name) => columns.includes(name))
    void app.setListView(list.name, { columns: names, ...(order ? { sort: order } : {}) })
  }

  return proxyRefs({
    all: list.columns,
    names: list.names,
    orders,
    columnNamed,
    chosen,
    shown,
    isUsed,
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
