import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { TeamLoaded, TeamRow, TeamWritten } from '../../../core/ipc/team-folder'
import { t } from '../../../core/language/translate'
import { request } from '../../bridge/request'
import { isModalOpen } from '../../composables/use-modal'
import { useDraftsStore } from '../../stores/drafts'
import { useTeamFoldersStore } from '../../stores/team-folders'
import { filesWords, putWords } from './team-words'

type Reading = RequestOutput<'team.read'>
type Taken = RequestOutput<'team.take'>['results'][number]

export type TeamOutcome =
  | {
      readonly kind: 'written'
      readonly results: readonly TeamWritten[]
      readonly first: readonly string[]
      readonly remarks: readonly string[]
    }
  | { readonly kind: 'loaded'; readonly results: readonly TeamLoaded[] }
  | { readonly kind: 'taken'; readonly results: readonly Taken[] }

const idOf = ({ item }: Pick<TeamRow, 'item'>) => `${item.kind} ${item.name}`

export const useTeamStore = defineStore('team-folder', () => {
  const drafts = useDraftsStore()
  const folders = useTeamFoldersStore()
  const workspaceId = ref<string>()
  const reading = shallowRef<Reading>()
  const chosenId = ref<string>()
  const error = shallowRef<AppError>()
  const busy = ref<'reading' | 'writing' | 'loading'>()
  const outcome = shallowRef<TeamOutcome>()
  const said = ref('')
  /** The action that waits for the running read. */
  const next = ref<NonNullable<typeof busy.value>>()
  /** Settles when the running action ends. */
  let under: Promise<unknown> = Promise.resolve()
  /** Whether new actions are blocked; a background re-read blocks none. */
  const isBusy = computed(
    () =>
      next.value !== undefined ||
      (busy.value !== undefined && !(busy.value === 'reading' && reading.value)),
  )
  /** The folder or the choice of it changed: it is read again as soon as nothing else runs. */
  const isStale = ref(false)
  /** The row whose overwrite needs confirmation, and the reading it was shown with. */
  const asked = shallowRef<{ readonly row: TeamRow; readonly readingId: string | undefined }>()
  const rows = computed(() => reading.value?.rows ?? [])
  const chosen = computed(() => rows.value.find((row) => idOf(row) === chosenId.value))

  /**
   * Runs one action at a time, after a running read. @returns `undefined` if it failed, another one runs, or the
   * workspace changed meanwhile
   */
  async function run<Value>(
    what: NonNullable<typeof busy.value>,
    ask: () => Promise<Result<Value>>,
  ): Promise<Value | undefined> {
    if (next.value || (busy.value && busy.value !== 'reading')) return undefined
    const id = workspaceId.value
    if (busy.value) {
      next.value = what
      await under
      next.value = undefined
      if (workspaceId.value !== id) return undefined
    }
    busy.value = what
    const asking = ask()
    // Whoever asked handles the error.
    under = asking.catch(() => undefined)
    const result = await asking
    busy.value = undefined
    const isShown = workspaceId.value === id
    if (isShown) error.value = result.ok ? undefined : result.error
    return result.ok && isShown ? result.value : undefined
  }

  async function read(): Promise<void> {
    const id = workspaceId.value
    if (id === undefined) return
    isStale.value = next.value !== undefined || busy.value !== undefined
    const answer = await run('reading', () => {
      isStale.value = false
      return request('team.read', { workspaceId: id })
    })
    if (!answer) return
    // The rows stay as they are during a question; they are read after it.
    if (asked.value) {
      isStale.value = true
      return
    }
    reading.value = answer
    void folders.refresh()
  }

  async function readAgain(): Promise<void> {
    outcome.value = undefined
    said.value = ''
    await read()
  }

  async function show(id: string): Promise<void> {
    if (workspaceId.value !== id) {
      workspaceId.value = id
      reading.value = undefined
      chosenId.value = undefined
      asked.value = undefined
      outcome.value = undefined
      said.value = ''
      error.value = undefined
    }
    await read()
  }

  async function choose(): Promise<void> {
    const id = workspaceId.value
    if (id === undefined) return
    const answer = await run('reading', () =>
      request('team.choose', { workspaceId: id, folder: 'ask' }),
    )
    if (!answer?.chosen) return
    outcome.value = undefined
    chosenId.value = undefined
    await read()
  }

  async function forget(): Promise<void> {
    const id = workspaceId.value
    if (id === undefined) return
    const forgotten = await run('reading', () =>
      request('team.choose', { workspaceId: id, folder: 'none' }),
    )
    if (!forgotten) return
    said.value = t('The folder is no longer used. Nothing in it was changed.')
    outcome.value = undefined
    await read()
  }

  function wish(
    items: readonly Pick<TeamRow, 'item'>[],
    readingId: string | undefined = reading.value?.readingId,
  ) {
    return readingId === undefined
      ? undefined
      : { readingId, items: items.map(({ item }) => ({ ...item })) }
  }

  async function write(items: readonly TeamRow[]): Promise<void> {
    const input = wish(items)
    if (input) await writeNow({ ...input, replace: false })
  }

  function askToReplace(row: TeamRow): void {
    asked.value = { row, readingId: reading.value?.readingId }
  }
  function keep(): void {
    asked.value = undefined
  }
  /** Replaces what the question showed; main skips what changed since. */
  async function replace(): Promise<void> {
    const question = asked.value
    asked.value = undefined
    const input = question && wish([question.row], question.readingId)
    if (input) await writeNow({ ...input, replace: true })
  }

  async function writeNow(input: RequestInput<'team.write'>): Promise<void> {
    const answer = await run('writing', () => request('team.write', input))
    if (!answer) return
    outcome.value = { kind: 'written', ...answer }
    const written = answer.results.reduce((sum, each) => sum + each.written.length, 0)
    const removed = answer.results.reduce((sum, each) => sum + each.removed.length, 0)
    const words = filesWords(answer.first.length + written, removed)
    said.value = words === '' ? t('Nothing was written.') : `${words}.`
    if (!isDeciding()) await read()
  }

  const isDeciding = () =>
    outcome.value?.kind === 'written' &&
    outcome.value.results.some(({ conflicts }) => conflicts.length > 0)

  async function readChanged(folder: string): Promise<void> {
    if (reading.value?.folder !== folder) return
    isStale.value = true
    await readStale()
  }
  async function readStale(): Promise<void> {
    const isHeld = busy.value || next.value || asked.value || isModalOpen.value || isDeciding()
    if (isStale.value && !isHeld) await read()
  }
  watch([busy, next, asked, isModalOpen, outcome], () => void readStale())

  async function load(items: readonly Pick<TeamRow, 'item'>[]): Promise<void> {
    const input = wish(items)
    if (!input) return
    const answer = await run('loading', () => request('team.load', input))
    if (!answer) return
    const changes = answer.results.reduce((sum, result) => sum + result.changes, 0)
    said.value = t('{count, plural, one {# change} other {# changes}} loaded into drafts.', {
      count: changes,
    })
    // What was loaded goes on in the drafts; what nothing was loaded of is told here.
    outcome.value = changes > 0 ? undefined : { kind: 'loaded', ...answer }
    void folders.refresh()
    if (changes > 0) drafts.show(answer.results.map(putWords))
  }

  async function take(
    items: readonly Pick<TeamRow, 'item'>[],
    how: 'folder' | 'both',
  ): Promise<void> {
    const input = wish(items)
    if (!input) return
    const answer = await run('loading', () => request('team.take', { ...input, how }))
    if (!answer) return
    outcome.value = { kind: 'taken', ...answer }
    const taken = answer.results.filter(({ problem }) => problem === undefined).length
    said.value = t(
      '{count, plural, one {# item was} other {# items were}} loaded from the folder.',
      { count: taken },
    )
    await read()
  }

  async function takeTheirs(row: Pick<TeamRow, 'item'>): Promise<void> {
    await read()
    if (row.item.kind === 'project') await load([row])
    else await take([row], 'folder')
  }

  async function keepBoth(row: Pick<TeamRow, 'item'>): Promise<void> {
    const input = wish([row])
    const [item] = input?.items ?? []
    if (!input || !item) return
    const { readingId } = input
    const answer = await run('writing', () => request('team.keep-both', { readingId, item }))
    if (!answer) return
    outcome.value = undefined
    said.value =
      answer.written.length === 0
        ? t('A copy is there already.')
        : t('Written as a copy: {files}. Compare the two, and delete one.', {
            files: answer.written.join(', '),
          })
    await read()
  }

  return {
    workspaceId,
    reading,
    rows,
    chosenId,
    chosen,
    error,
    busy,
    isBusy,
    asked,
    outcome,
    said,
    idOf,
    show,
    read,
    readAgain,
    readChanged,
    choose,
    forget,
    write,
    askToReplace,
    keep,
    replace,
    load,
    take,
    takeTheirs,
    keepBoth,
  }
})
