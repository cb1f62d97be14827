import { unrefElement, useResizeObserver } from '@vueuse/core'
import { computed, onMounted, proxyRefs, ref, type ComponentPublicInstance, type Ref } from 'vue'
import { keptList } from '../../composables/kept-list'
import { useAttention } from '../../composables/use-attention'
import { useLastChecks } from '../../composables/use-last-checks'
import { useNow } from '../../composables/use-now'
import { useProject } from '../../project/use-project'
import { useAppStore } from '../../stores/app'
import {
  columnNamed,
  columnNames,
  fittingColumns,
  leastNameWidth,
  sortedRows,
  sortNames,
  widthOfAll,
  type ColumnFacts,
  type ColumnName,
  type SortName,
} from './connection-columns'
import type { ConnectionRow } from './connection-rows'
import { useIssuers } from './use-issuers'
import { useLastPublishes } from './use-last-publishes'

const settingOf = (name: ColumnName) => `connections-${name}`

export type Columns = ReturnType<typeof useColumns>

/**
 * The columns beside the names of connections: which the person chose, their widths and the order of the
 * rows, all kept in the settings; and which of them there is room for.
 *
 * @param list whose width decides what there is room for
 */
export function useColumns(list: Readonly<Ref<ComponentPublicInstance | null>>) {
  const app = useAppStore()
  const project = useProject()
  const attention = useAttention()
  const lastChecks = useLastChecks()
  const now = useNow()
  /** Of the list, in pixels; 0 until it is drawn. */
  const width = ref(0)
  function measure(): void {
    const element = unrefElement(list)
    if (element instanceof HTMLElement) width.value = element.offsetWidth
  }
  useResizeObserver(list, measure)
  onMounted(measure)

  const view = computed(() => app.settings.lists?.['connections'] ?? {})

  const chosen = computed<readonly ColumnName[]>(() => {
    const names = view.value.columns
    return names === undefined ? columnNames : columnNames.filter((name) => names.includes(name))
  })
  const sort = computed(() => {
    const by = sortNames.find((name) => name === view.value.sort?.by)
    return by && { by, descending: view.value.sort?.descending === true }
  })

  /** Widths while a person drags. */
  const dragged = ref<Partial<Record<ColumnName, number>>>({})
  const widthOf = (name: ColumnName) =>
    dragged.value[name] ?? app.settings.columns[settingOf(name)] ?? columnNamed(name).width
  const shown = computed((before?: readonly ColumnName[]) =>
    keptList(before, fittingColumns(chosen.value, widthOf, width.value)),
  )
  /** Pixels that a column can have without another one losing its place. */
  const widest = (name: ColumnName) =>
    widthOf(name) + Math.max(0, width.value - leastNameWidth - widthOfAll(shown.value, widthOf))

  function setWidth(name: ColumnName, pixels: number): void {
    dragged.value = { ...dragged.value, [name]: pixels }
  }
  function keepWidth(name: ColumnName, pixels: number): void {
    const { [name]: _done, ...rest } = dragged.value
    void app.setColumn(settingOf(name), pixels)
    dragged.value = rest
  }

  function toggle(name: ColumnName): void {
    const columns = columnNames.filter((each) => chosen.value.includes(each) !== (each === name))
    void app.setListView('connections', { ...view.value, columns })
  }

  /** @param by absent for the order of the project */
  function sortBy(by: SortName | undefined, descending = false): void {
    const { sort: _before, ...rest } = view.value
    void app.setListView('connections', by ? { ...rest, sort: { by, descending } } : rest)
  }
  /** Goes round: up, down, and the order of the project. */
  function turn(by: SortName): void {
    if (sort.value?.by !== by) sortBy(by)
    else if (sort.value.descending) sortBy(undefined)
    else sortBy(by, true)
  }

  const changed = useLastPublishes(
    () => shown.value.includes('changed') || sort.value?.by === 'changed',
  )
  const issuers = useIssuers(() => shown.value.includes('issuer') || sort.value?.by === 'issuer')
  const ends = computed(() => {
    const times = new Map<string, string>()
    for (const { rule, target, when } of attention.latest?.findings ?? []) {
      const isEnd = rule === 'certificate-expired' || rule === 'certificate-expiring'
      if (isEnd && target && when !== undefined) times.set(target.key, when)
    }
    return times
  })
  const facts = computed<ColumnFacts>(() => ({
    checks: lastChecks.reports,
    states: project.states.byKey,
    ends: ends.value,
    changed: changed.value,
    issuers: issuers.value,
    now: now.value,
  }))

  /** The rows in the order that the person chose; the same list where that is the order of the project. */
  function ordered(rows: readonly ConnectionRow[]): readonly ConnectionRow[] {
    return sort.value ? sortedRows(rows, sort.value, facts.value) : rows
  }

  return proxyRefs({
    chosen,
    shown,
    sort,
    facts,
    widthOf,
    widest,
    setWidth,
    keepWidth,
    toggle,
    sortBy,
    turn,
    ordered,
  })
}
