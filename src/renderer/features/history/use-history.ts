import { computed, watch, onScopeDispose, ref, shallowRef } from 'vue'
import { historyOf, type HistoryRow } from '../../../core/draft/history'
import type { HistoryChoice } from '../../project/place'
import { useProject } from '../../project/use-project'
import { isOfFolder, publishRows } from './publish-rows'
import type { PublishRecord, PublishSummary } from '../../../core/history/publish-history'
import type { AppError } from '../../../core/errors/app-error'
import type { TeamPublish } from '../../../core/team-folder/publish-file'
import { request, subscribe } from '../../bridge/request'

/** The publishes of the open project, also that of its team folder, and the record that was read last. */
function usePublishHistory() {
  const project = useProject()
  const { projectId } = project
  const own = shallowRef<readonly PublishSummary[]>([])
  const inFolder = shallowRef<TeamPublish>()
  const rows = computed(() => publishRows(own.value, inFolder.value))
  const loading = ref(true)
  const error = shallowRef<AppError>()
  const record = shallowRef<PublishRecord>()
  const recordError = shallowRef<AppError>()
  /** Of the publish that is asked for, while another may still be on its way. */
  let wanted: string | undefined
  let isAlive = true
  onScopeDispose(() => (isAlive = false))

  async function load(): Promise<void> {
    loading.value = true
    const asked = request('team.published', { projectId })
    const result = await request('publish-history.list', { projectId })
    // What cannot be read of the folder is told where the folder is shown.
    const there = await asked
    if (!isAlive) return
    loading.value = false
    inFolder.value = there.ok ? there.value.publish : undefined
    error.value = result.ok ? undefined : result.error
    own.value = result.ok ? result.value : []
  }

  /** @param id without one, none is to be shown */
  async function read(id: string | undefined): Promise<void> {
    wanted = id
    if (id === undefined) return
    const result = await request('publish-history.read', { projectId, id })
    if (!isAlive || wanted !== id) return
    record.value = result.ok ? result.value : undefined
    recordError.value = result.ok ? undefined : result.error
  }

  void load()
  onScopeDispose(subscribe('team.changed', () => void load()))
  // It may be published from here while this is shown.
  watch([() => project.snapshot?.revisionId, () => project.place.publishedHere], load)

  return { rows, loading, error, record, recordError, load, read }
}

/**
 * The two lists of the history, and what of them is chosen. Until a person chooses something it is the step that the
 * draft is at, or the newest publish where the draft has no step.
 */
export function useHistory() {
  const project = useProject()
  const publishes = usePublishHistory()

  const steps = computed<readonly HistoryRow[]>(() => {
    const rows = project.draft.current ? historyOf(project.draft.current) : []
    // The beginning alone leads nowhere.
    return rows.length > 1 ? rows : []
  })
  const current = computed(() => steps.value.find((row) => row.current))

  function isThere({ kind, key }: HistoryChoice): boolean {
    if (kind === 'step') return steps.value.some((row) => row.key === key)
    return publishes.loading.value || publishes.rows.value.some(({ id }) => id === key)
  }
  const chosen = computed<HistoryChoice | undefined>(() => {
    const { historyChoice } = project.place
    if (historyChoice && isThere(historyChoice)) return historyChoice
    if (current.value) return { kind: 'step', key: current.value.key }
    const [newest] = publishes.rows.value
    return newest && { kind: 'publish', key: newest.id }
  })
  const keyOf = (kind: HistoryChoice['kind']) =>
    chosen.value?.kind === kind ? chosen.value.key : undefined
  const chosenStep = computed(() => steps.value.find(({ key }) => key === keyOf('step')))
  /** What is chosen is the publish of the team folder. */
  const folderPublish = computed(() =>
    publishes.rows.value.filter(isOfFolder).find(({ id }) => id === keyOf('publish')),
  )
  const publishId = computed(() => keyOf('publish'))

  function choose(choice: HistoryChoice): void {
    project.place.historyChoice = choice
  }

  const recordId = computed(() => (folderPublish.value ? undefined : publishId.value))
  watch(recordId, (id) => void publishes.read(id), { immediate: true })
  // Undo and redo lead to another step: what is shown goes along.
  watch(
    () => current.value?.key,
    () => {
      if (project.place.historyChoice?.kind === 'step') project.place.historyChoice = undefined
    },
  )

  return { publishes, steps, chosenStep, publishId, folderPublish, choose }
}
