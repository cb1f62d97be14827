import { computed, type ComponentPublicInstance, type Ref } from 'vue'
import type { ColumnValue } from '../../components/lists/columns'
import { useAttention } from '../../composables/use-attention'
import { useLastChecks } from '../../composables/use-last-checks'
import { useListColumns } from '../../composables/use-list-columns'
import { useNow } from '../../composables/use-now'
import { usePeopleStore } from '../../stores/people'
import { useProject } from '../../project/use-project'
import {
  columnNamed,
  connectionColumns,
  furtherOrders,
  leastNameWidth,
  nameHeads,
  sortedRows,
  type ColumnFacts,
  type ColumnName,
  type SortName,
} from './connection-columns'
import type { ConnectionRow } from './connection-rows'
import { useIssuers } from './use-issuers'
import { useLastPublishes } from './use-last-publishes'

/**
 * The columns beside the names of connections, and what they say of a row.
 *
 * @param list whose width decides what there is room for
 */
export function useColumns(list: Readonly<Ref<ComponentPublicInstance | null>>) {
  const project = useProject()
  const attention = useAttention()
  const lastChecks = useLastChecks()
  const now = useNow()
  const people = usePeopleStore()
  people.look(project.projectId)
  const counts = computed(() => people.countsOf(project.projectId))
  const columns = useListColumns<ColumnName, Exclude<SortName, ColumnName>>(
    {
      name: 'connections',
      columns: connectionColumns,
      names: nameHeads,
      orders: furtherOrders,
      least: leastNameWidth,
      isUsed,
    },
    list,
  )
  const changed = useLastPublishes(
    () => columns.mayShow('changed') || columns.sort?.by === 'changed',
  )
  const stored = computed(() => {
    const { connections, scimClients } = project.copy.server
    return {
      isSaml: connections.some(({ protocol }) => protocol === 'saml'),
      hasState:
        connections.some(({ fields }) => fields['state'] !== undefined) ||
        (project.place.scimShown && scimClients.length > 0),
    }
  })
  /** Whether a column has something to say of any connection of the project. */
  function isUsed(name: ColumnName): boolean {
    if (name === 'people' || name === 'last-sign-in') return counts.value !== undefined
    if (name === 'expires') return stored.value.isSaml
    if (name === 'checked') return Object.keys(lastChecks.reports).length > 0
    if (name === 'state') return stored.value.hasState
    return name !== 'changed' || changed.value.size > 0
  }
  const issuers = useIssuers(
    () => columns.shown.includes('issuer') || columns.sort?.by === 'issuer',
  )
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
    ends: ends.value,
    changed: changed.value,
    issuers: issuers.value,
    people: counts.value,
    now: now.value,
  }))

  return {
    columns,
    /** What a column says of a row. */
    valueOf: (name: ColumnName, row: ConnectionRow): ColumnValue =>
      columnNamed(name).valueOf(row, facts.value),
    /** The rows in the order that the person chose; the same list where that is the order of the project. */
    ordered: (rows: readonly ConnectionRow[]): readonly ConnectionRow[] =>
      columns.sort ? sortedRows(rows, columns.sort, facts.value) : rows,
  }
}
