import { computed, type Ref } from 'vue'
import { publishCommands, type Script, type Tool } from '../../../core/publish/commands/commands'
import type { PublishPlan } from '../../../core/publish/publish-plan'
import { useProject } from '../../project/use-project'
import { useAppStore } from '../../stores/app'
import { t } from '../../../core/language/translate'

/** The plan as commands; computed only while they are shown. */
export function useCommands(plan: Ref<PublishPlan | undefined>, tool: () => Tool) {
  const project = useProject()
  const app = useAppStore()

  const workspace = computed(() =>
    project.snapshot ? app.workspaceById(project.snapshot.summary.workspaceId) : undefined,
  )
  const script = computed<Script>(() => {
    const { snapshot } = project
    const isUnproven = workspace.value?.keyProblem !== undefined
    if (!snapshot || !workspace.value || isUnproven || !plan.value) return { text: '', steps: [] }
    const { apiAddress } = workspace.value
    return publishCommands({ snapshot, plan: plan.value, apiAddress }, tool())
  })
  /** Shown where there are no commands. */
  const nothing = computed(() => {
    if (!workspace.value) {
      return t('The workspace of this project is not connected, so its API address is not known.')
    }
    // The commands are run with a key, which must not go to an unproven address.
    return workspace.value.keyProblem
      ? t(
          'It is not certain that the key belongs to the address of this workspace: refresh to ' +
            'see why.',
        )
      : t('No request would be sent.')
  })
  /** What is not as in the app, with the number of the step. */
  const notes = computed(() => {
    const { note: ofAll, steps } = script.value
    const ofSteps = steps.flatMap(({ note }, index) =>
      note === undefined ? [] : [t('Step {step}: {note}.', { step: index + 1, note })],
    )
    return ofAll === undefined ? ofSteps : [`${ofAll}.`, ...ofSteps]
  })
  return { script, notes, nothing }
}
