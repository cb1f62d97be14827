import { useTimeoutFn } from '@vueuse/core'
import { onScopeDispose, shallowRef } from 'vue'
import type { Conflict } from '../../../core/draft/conflicts'
import type { PendingDecision } from '../../../core/ipc/app-state'
import { contentHash } from '../../../core/model/mapper-text'
import { useProject } from '../../project/use-project'
import { useAppStore } from '../../stores/app'

/** While someone types a merged text, it is kept this long after the last key, in milliseconds. */
const quietMilliseconds = 250

type Decisions = Readonly<Record<string, PendingDecision>>

/** Fingerprint of both sides of a conflict: a decision counts only while it is the same. */
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
 * Choices in the dialog that are not confirmed yet. They are stored in the settings at once, so that
 * closing the dialog or the app, or a crash, loses none of them.
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

  /** The merged text from before a side changed again: shown for copying, and no longer a decision. */
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
