import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CompareFilter, CompareRow, RowState } from '../../../core/compare/rows'
import type { AppError } from '../../../core/errors/app-error'
import type { Result } from '../../../core/errors/result'
import { mostCompareRows, type CompareSource } from '../../../core/ipc/compare'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { request } from '../../bridge/request'
import { usePagedList } from '../../composables/use-paged-list'
import type { ProjectId } from '../../../core/model/project-id'
import { useProjectsStore } from '../../stores/projects'
import { choicesOf, mayGoOn, rowKey, rowsBehind } from './checked-rows'
import type { NamedValue } from '../../../core/compare/named-values'

/** Counts saves of the named values in this window, so that comparisons and promotions repeat. */
export const useNamedValuesStore = defineStore('named-values', () => {
  const changes = ref(0)

  /** @returns the error, if any */
  async function save(
    before: readonly NamedValue[],
    values: readonly NamedValue[],
  ): Promise<AppError | undefined> {
    const saved = await request('values.save', { before: [...before], values: [...values] })
    if (!saved.ok) return saved.error
    changes.value += 1
    return undefined
  }

  return { changes, save }
})

export type CompareList = RequestOutput<'compare.list'>
export type EntityRow = Extract<CompareRow, { type: 'entity' }>
export type FieldRow = Extract<CompareRow, { type: 'field' }>
export type SideName = 'left' | 'right'

/** Shows a workspace's whole team folder in place of two columns. */
export interface WholeFolder {
  readonly kind: 'whole-folder'
  readonly workspaceId: string
}
export type ShownSide = CompareSource | WholeFolder
type Asked = Omit<RequestInput<'compare.list'>, 'offset' | 'limit' | 'fresh'>

const page = 300

export const differencesOnly: readonly RowState[] = ['differs', 'left', 'right']

/** What is compared in this window, and what is shown of it; it stays while other screens are open. */
export const useCompareStore = defineStore('compare', () => {
  const projects = useProjectsStore()
  const left = shallowRef<ShownSide>()
  const right = shallowRef<ShownSide>()
  const files = shallowRef<ReadonlyMap<string, string>>(new Map())
  const words = ref('')
  const states = shallowRef<readonly RowState[]>(differencesOnly)
  const chosenId = ref<string>()
  const chosenField = ref<string>()
  const showsImpact = ref(false)
  const actionError = shallowRef<AppError>()
  const problems = shallowRef<readonly string[]>([])
  const said = ref('')
  const isWriting = ref(false)
  /** Why rows were not written into the team folder. */
  const notTaken = shallowRef<readonly string[]>([])
  const checked = shallowRef<ReadonlyMap<string, CompareRow>>(new Map())
  const sourceOf = (side: ShownSide | undefined) =>
    side?.kind === 'whole-folder' ? undefined : side
  const sides = computed(() => {
    const [one, other] = [sourceOf(left.value), sourceOf(right.value)]
    return one && other ? { left: one, right: other } : undefined
  })
  const wholeFolder = computed(
    () => [left.value, right.value].find((side) => side?.kind === 'whole-folder')?.workspaceId,
  )
  const filter = computed<CompareFilter>(() => ({ words: words.value, states: states.value }))

  /** What to promote: the checked rows, else everything that passes the filter. */
  const promotion = computed<RequestInput<'promote.preview'> | undefined>(() => {
    if (!sides.value) return undefined
    if (checked.value.size === 0) {
      return { ...sides.value, chosen: { words: words.value, states: [...states.value] } }
    }
    const chosen = choicesOf(checked.value.values()).map(({ fields, ...rest }) => ({
      ...rest,
      ...(fields ? { fields: [...fields] } : {}),
    }))
    return { ...sides.value, chosen }
  })

  const found = usePagedList<Asked, CompareList, CompareRow>({
    question: () =>
      sides.value && {
        ...sides.value,
        words: words.value,
        states: [...states.value],
      },
    async ask(part, signal) {
      // Only the first page compares anew: the others are of what it found.
      const fresh = isFresh && part.offset === 0
      if (fresh) await flushDrafts()
      return request('compare.list', { ...part, fresh }, { signal })
    },
    rowsOf: (answer) => answer.rows,
    stateOf: ({ counts, left: one, right: other, sameProject }) => [
      counts,
      one,
      other,
      sameProject,
    ],
    page,
    most: mostCompareRows,
  })
  const { answer: list, rows, reading: busy, readOn } = found
  const error = computed(() => actionError.value ?? found.error.value)
  let isFresh = false

  const behindOf = (row: CompareRow) => rowsBehind(row, rows.value, list.value?.sameProject)

  const isChecked = (row: CompareRow): boolean => {
    const behind = behindOf(row)
    return behind.length > 0 && behind.every((item) => checked.value.has(rowKey(item)))
  }

  /** Loads until every row of the check mark is present. @returns whether it is */
  async function readMembers(row: CompareRow): Promise<boolean> {
    while (mayGoOn(row, rows.value) && rows.value.length < found.total.value) {
      const before = rows.value
      await found.readOn()
      if (rows.value === before) return false
    }
    return true
  }

  async function toggleChecked(row: CompareRow): Promise<void> {
    if (!(await readMembers(row))) return
    const behind = behindOf(row)
    const off = isChecked(row)
    const next = new Map(checked.value)
    for (const item of behind) {
      if (off) next.delete(rowKey(item))
      else next.set(rowKey(item), item)
    }
    checked.value = next
  }

  function uncheckAll(): void {
    checked.value = new Map()
  }

  /** The drafts that are compared have to be on disk, where main reads them. */
  async function flushDrafts(): Promise<void> {
    for (const source of [left.value, right.value]) {
      if (source?.kind !== 'project') continue
      await projects.sessions.get(source.projectId)?.saving.flush()
    }
  }

  /** @param fresh compares again, as after an edit */
  async function reload(fresh: boolean): Promise<void> {
    isFresh = fresh
    const answer = await found.reload()
    if (answer && !answer.ok) found.empty()
  }

  function choose(side: SideName, source: ShownSide | undefined): void {
    chosenId.value = undefined
    uncheckAll()
    problems.value = []
    notTaken.value = []
    said.value = ''
    if (side === 'left') left.value = source
    else right.value = source
  }

  function chooseFolderProject(
    { workspaceId, name }: Omit<Extract<CompareSource, { kind: 'folder' }>, 'kind'>,
    projectId: ProjectId | undefined,
  ): void {
    const isOnRight = right.value?.kind === 'whole-folder' || right.value?.kind === 'folder'
    const [own, other]: SideName[] = isOnRight ? ['right', 'left'] : ['left', 'right']
    if (!own || !other) return
    choose(own, { kind: 'folder', workspaceId, name })
    if (projectId !== undefined) choose(other, { kind: 'project', projectId, state: 'draft' })
  }

  function swap(): void {
    chosenId.value = undefined
    uncheckAll()
    const before = left.value
    left.value = right.value
    right.value = before
  }

  function report(result: Result<unknown>): void {
    actionError.value = result.ok ? undefined : result.error
  }

  async function chooseFile(side: SideName): Promise<void> {
    const result = await request('compare.choose-file', {})
    report(result)
    if (!result.ok) return
    problems.value = result.value.problems
    const { file } = result.value
    if (!file) return
    files.value = new Map([...files.value, [file.fileId, file.name]])
    choose(side, { kind: 'file', fileId: file.fileId })
  }

  async function change(result: Result<unknown>, what: string): Promise<void> {
    report(result)
    if (!result.ok) return
    said.value = what
    await reload(true)
  }

  return {
    left,
    right,
    sides,
    wholeFolder,
    behindOf,
    files,
    words,
    states,
    filter,
    list,
    rows,
    chosenId,
    chosenField,
    showsImpact,
    error,
    report,
    problems,
    said,
    isWriting,
    notTaken,
    busy,
    checked,
    promotion,
    isChecked,
    toggleChecked,
    uncheckAll,
    flushDrafts,
    reload,
    readOn,
    choose,
    chooseFile,
    chooseFolderProject,
    swap,
    change,
    clear: found.clear,
    cancel: found.cancel,
  }
})
