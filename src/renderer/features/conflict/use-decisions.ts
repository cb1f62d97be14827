import { useTimeoutFn } from '@vueuse/core'
import { onScopeDispose, shallowRef } from 'vue'
import type { Conflict } from '../../../core/conflict/conflicts'
import type { PendingDecision } from '../../../core/ipc/app-state'
import { contentHash } from '../../../core/model/mapper-text'
import { useProject } from '../../project/use-project'
import { useAppStore } from '../../stores/app'

/** While someone types a merged text, it is kept this long after the last key, in milliseconds. */
const quietMilliseconds = 250

type Decisions = Readonly<Record<string, PendingDecision>>

/** Names what a conflict is about: once a side moves on, a decision is no longer one about it. */
export function aboutOf(conflict: Conflict): string {
  const { kind } = conflict
  const sides =
    kind === 'field'
      ? [conflict.was, conflict.mine, conflict.theirs]
      : kind === 'vanished'
        ? [conflict.seen]
        : [conflict.was, conflict.theirs]
  const text = JSON.stringify([kind, ...sides.map((side) => side ?? null)])
  return contentHash(new TextEncoder().encode(text)).slice(0, 32)
}

/**
 * What was chosen in the dialog and not confirmed yet. It is kept among the settings at once, so that
 * closing the dialog, the app, or the app's end in a crash loses none of it.
 */
export function useDecisions() {
  const project = useProject()
  const app = useAppStore()
  const { projectId } = project
  const decisions = shallowRef<Decisions>(app.settings.decisions?.[projectId] ?? {})
  // Registered before the timeout, which would be stopped first and the last text lost.
  onScopeDispose(() => {
    if (quiet.isPending.value) save()
  })
  const quiet = useTimeoutFn(save, quietMilliseconds, { immediate: false })

  function save(): void {
    quiet.stop()
    const { [projectId]: _before, ...others } = app.settings.decisions ?? {}
    const isAny = Object.keys(decisions.value).length > 0
    const next = isAny ? { ...others, [projectId]: { ...decisions.value } } : others
    void app.saveSettings({ decisions: next })
  }

  function decisionOf(conflict: Conflict): PendingDecision | undefined {
    const decision = decisions.value[conflict.id]
    return decision?.about === aboutOf(conflict) ? decision : undefined
  }

  /** What the person wrote before a side moved on: no decision any more, and not lost. */
  function earlierOf(conflict: Conflict): string | undefined {
    const decision = decisions.value[conflict.id]
    const isNow = decision?.about === aboutOf(conflict)
    return isNow ? decision.earlier : (decision?.text ?? decision?.earlier)
  }

  function put(conflict: Conflict, part: Partial<Omit<PendingDecision, 'about'>>): void {
    const earlier = earlierOf(conflict)
    const decision = {
      ...decisionOf(conflict),
      ...(earlier === undefined ? {} : { earlier }),
      ...part,
      about: aboutOf(conflict),
    }
    decisions.value = { ...decisions.value, [conflict.id]: decision }
  }

  function choose(conflict: Conflict, choice: PendingDecision['choice']): void {
    put(conflict, { choice })
    save()
  }

  /** Keeps a merged text as the person left it. */
  function write(conflict: Conflict, text: string): void {
    put(conflict, { text })
    quiet.start()
  }

  /** Forgets the decisions: they are in the draft now. */
  function forget(): void {
    decisions.value = {}
    save()
  }

  return { decisionOf, earlierOf, choose, write, forget }
}
