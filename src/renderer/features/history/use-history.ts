import { computed, watch } from 'vue'
import { historyOf, type HistoryRow } from '../../../core/draft/history'
import type { HistoryChoice } from '../../project/place'
import { useProject } from '../../project/use-project'
import { isOfFolder } from './publish-rows'
import { usePublishHistory } from './use-publish-history'

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
