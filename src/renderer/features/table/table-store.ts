import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import { mostTableRows, mostTableTargets } from '../../../core/ipc/all-organizations'
import type { AllOrganizations, ListedRow } from '../../../core/ipc/all-organizations'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { isProjectId, type ProjectId } from '../../../core/model/project-id'
import { boxMeaning } from '../../../core/search/table-box'
import { everyRow, type TableFilter, type TableSort } from '../../../core/search/table-question'
import { tableKey, tableTarget } from '../../../core/search/table-row'
import type { AddressLine } from '../../../core/sign-in-ways/address-lines'
import { t } from '../../../core/language/translate'
import { request } from '../../bridge/request'
import { usePagedList } from '../../composables/use-paged-list'
import { useAppStore } from '../../stores/app'
import { sortFrom } from './use-columns'

type Asked = Omit<RequestInput<'all-organizations.list'>, 'offset' | 'limit'>
type AskedAddresses = Pick<RequestInput<'all-organizations.addresses'>, 'texts'>
type Addresses = RequestOutput<'all-organizations.addresses'>

const page = 100

export const lineKey = (line: AddressLine): string =>
  line.kind === 'hit' ? `hit ${line.projectId} ${line.text}` : `miss ${line.text}`

/** What the table of all projects shows, and what is selected in it: it stays as it is while another place is shown. */
export const useTableStore = defineStore('all-organizations', () => {
  const app = useAppStore()
  const text = ref('')
  const filter = shallowRef<TableFilter>(everyRow)
  const actionError = shallowRef<AppError>()
  const said = ref('')
  /** `tableKey`s of the selected rows, in the order in which they were selected. */
  const selected = shallowRef<ReadonlySet<string>>(new Set())
  const targets = computed(() => [...selected.value].map(tableTarget))
  const meaning = computed(() => boxMeaning(text.value))
  /** Projects of the filter that are no more in a connected workspace. */
  const gone = computed(() => filter.value.projectIds.filter((id) => !app.projectById(id)))
  const sort = computed<TableSort | undefined>(() =>
    sortFrom(app.settings.lists?.['all-organizations']?.sort),
  )
  const asked = computed<Asked>(() => {
    const words = meaning.value.kind === 'words' ? meaning.value.words : ''
    const projectIds = filter.value.projectIds.filter((id) => !gone.value.includes(id))
    return {
      filter: { ...filter.value, words, projectIds },
      ...(sort.value ? { sort: sort.value } : {}),
    }
  })
  const isFiltered = computed(
    () => JSON.stringify({ ...filter.value, words: '' }) !== JSON.stringify(everyRow),
  )
  /** Addresses that are looked up; a single domain beside the rows that have it. */
  const texts = computed<readonly string[]>(() => {
    if (meaning.value.kind === 'addresses') return meaning.value.texts
    return meaning.value.domain === undefined || isFiltered.value ? [] : [meaning.value.domain]
  })

  const list = usePagedList<Asked, AllOrganizations, ListedRow>({
    question: () => (meaning.value.kind === 'words' ? asked.value : undefined),
    ask: (part, signal) => request('all-organizations.list', part, { signal }),
    rowsOf: (answer) => answer.rows,
    keyOf: tableKey,
    stateOf: ({ state, unread }) => [state, unread],
    page,
    most: mostTableRows,
  })
  const lines = usePagedList<AskedAddresses, Addresses, AddressLine>({
    question: () => (texts.value.length === 0 ? undefined : { texts: [...texts.value] }),
    ask: (part, signal) => request('all-organizations.addresses', part, { signal }),
    rowsOf: (answer) => answer.rows,
    keyOf: lineKey,
    stateOf: ({ hits, unread }) => [hits, unread],
    page,
    most: mostTableRows,
  })
  const error = computed(() => actionError.value ?? list.error.value ?? lines.error.value)
  /** Lines above the rows: all where addresses are looked up, hits alone beside a filter, a miss where it finds nothing. */
  const shownLines = computed(() => {
    if (meaning.value.kind === 'addresses') return lines.rows.value
    const hits = lines.rows.value.filter(({ kind }) => kind === 'hit')
    const isNothing = list.answer.value?.total === 0 && hits.length === 0
    return isNothing ? lines.rows.value : hits
  })
  /** Rows are found by the words of an address as well, but its answer says more. */
  const shownRows = computed(() => (meaning.value.kind === 'words' ? list.rows.value : []))
  const unread = computed<readonly ProjectId[]>(
    () => (meaning.value.kind === 'words' ? list : lines).answer.value?.unread ?? [],
  )

  async function reload(): Promise<void> {
    await Promise.all([list.reload(), lines.reload()])
  }

  function setFilter(next: Partial<TableFilter>): void {
    filter.value = { ...filter.value, ...next }
  }
  function clear(): void {
    filter.value = everyRow
    text.value = ''
  }

  function select(ids: readonly string[]): void {
    selected.value = new Set(ids)
  }
  /** Also those that are not scrolled to yet. */
  async function selectAll(): Promise<void> {
    const all = await list.all(asked.value, mostTableTargets)
    actionError.value = all.ok ? undefined : all.error
    if (all.ok) select(all.value.slice(0, mostTableTargets).map(tableKey))
  }

  function told(
    result:
      { readonly ok: true; readonly value: { readonly rows: number } } | { readonly ok: false },
  ) {
    said.value = result.ok
      ? t('{count, plural, one {# row} other {# rows}} copied.', { count: result.value.rows })
      : t('It could not be copied.')
  }
  /** Copies what is shown, or what is selected of it, with the columns that a person chose. */
  async function copy(
    columns: RequestInput<'all-organizations.copy'> & { kind: 'rows' },
  ): Promise<void> {
    told(await request('all-organizations.copy', columns))
  }
  async function copyLines(): Promise<void> {
    told(await request('all-organizations.copy', { kind: 'addresses', texts: [...texts.value] }))
  }

  return {
    text,
    filter,
    error,
    said,
    selected,
    targets,
    meaning,
    gone,
    sort,
    asked,
    isFiltered,
    texts,
    list: list.answer,
    lines: lines.answer,
    shownLines,
    shownRows,
    unread,
    chosenId: lines.chosenId,
    chosen: lines.chosen,
    rowsTotal: list.total,
    isReading: computed(() => list.reading.value || lines.reading.value),
    linesTotal: lines.total,
    reload,
    reloadRows: () => list.reload(),
    reloadLines: () => lines.reload(),
    readOn: () => (meaning.value.kind === 'words' ? list.readOn() : lines.readOn()),
    setFilter,
    clear,
    select,
    selectAll,
    copy,
    copyLines,
    setProject: (id: string) => setFilter({ projectIds: isProjectId(id) ? [id] : [] }),
  }
})
