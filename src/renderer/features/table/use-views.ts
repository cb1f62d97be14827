import { computed } from 'vue'
import { dayText } from '../../../core/model/format'
import { everyRow, mostViews, type TableView } from '../../../core/search/table-question'
import { tableColumnNames, type TableColumnName } from '../../../core/search/table-columns'
import { t } from '../../../core/language/translate'
import { useNow } from '../../composables/use-now'
import { useAppStore } from '../../stores/app'
import { useTableStore } from './table-store'
import type { Columns } from './use-columns'

/** The columns of the table of all projects, until the person chooses. */
export const firstColumns: readonly TableColumnName[] = tableColumnNames.filter(
  (name) => name !== 'organization' && name !== 'state' && name !== 'pkce',
)

const day = 24 * 60 * 60 * 1000

/** The same for views that show the same, in whatever order their parts are written. */
function like({ filter, columns, sort }: Omit<TableView, 'name'>): string {
  const { words, kinds, projectIds, environments, expires, pkceOff, disabled, problems } = filter
  const parts = [words, kinds, projectIds, environments, expires, pkceOff, disabled, problems]
  return JSON.stringify([parts, tableColumnNames.filter((name) => columns.includes(name)), sort])
}

/** Filters with columns and an order: two that come with the app, and those that a person named. */
export function useViews(columns: Pick<Columns, 'chosen' | 'show'>) {
  const app = useAppStore()
  const table = useTableStore()
  const now = useNow()
  const kept = computed(() => app.settings.tableViews ?? [])
  const ready = computed((): TableView[] => [
    {
      name: t('Certificates until {day}', {
        day: dayText(new Date(now.value + 90 * day).toISOString()),
      }),
      filter: { ...everyRow, expires: '90' },
      columns: ['kind', 'project', 'environment', 'domains', 'issuer', 'expires'],
      sort: { by: 'expires', descending: false },
    },
    {
      name: t('PKCE off in production'),
      filter: { ...everyRow, environments: ['production'], pkceOff: true },
      columns: ['kind', 'project', 'domains', 'issuer', 'client-id', 'pkce'],
    },
  ])
  const all: TableView = { name: t('Everything'), filter: everyRow, columns: firstColumns }
  const shown = computed((): Omit<TableView, 'name'> => {
    const words = table.meaning.kind === 'words' ? table.meaning.words.trim() : ''
    const { sort } = table
    return {
      filter: { ...table.filter, words },
      columns: columns.chosen,
      ...(sort ? { sort } : {}),
    }
  })
  /** The view that is shown as it was saved. */
  const current = computed(() => {
    const now = like(shown.value)
    return [...kept.value, ...ready.value, all].find((view) => like(view) === now)
  })
  const isKept = computed(() => kept.value.some(({ name }) => name === current.value?.name))

  const keep = (views: readonly TableView[]) => app.saveSettings({ tableViews: [...views] })

  function apply(view: TableView): void {
    table.text = view.filter.words
    table.filter = { ...view.filter, words: '' }
    columns.show(view.columns, view.sort)
  }
  /** A view of the same name is replaced. */
  async function save(name: string): Promise<void> {
    const view = { name, ...shown.value }
    const others = kept.value.filter((each) => each.name !== name)
    await keep([...others, view])
  }
  async function rename(from: string, to: string): Promise<void> {
    const others = kept.value.filter(({ name }) => name !== to || name === from)
    await keep(others.map((view) => (view.name === from ? { ...view, name: to } : view)))
  }
  async function remove(name: string): Promise<void> {
    await keep(kept.value.filter((view) => view.name !== name))
  }

  return {
    kept,
    ready,
    all,
    current,
    isKept,
    isFull: computed(() => kept.value.length >= mostViews),
    apply,
    save,
    rename,
    remove,
  }
}
