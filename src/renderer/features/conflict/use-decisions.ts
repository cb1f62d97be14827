import { useTimeoutFn } from '@vueuse/core'
import { onScopeDispose, shallowRef, watch } from 'vue'
import { isTextConflict, type Conflict, type TextConflict } from '../../../core/draft/conflicts'
import type { PendingDecision } from '../../../core/ipc/app-state'
import { contentHash, inlineMapperBytes } from '../../../core/model/mapper-text'
import { useProject } from '../../project/use-project'
import { useAppStore } from '../../stores/app'
import { mergeTexts, type MergedText } from '../../../core/draft/merge-text'
import type { AppError } from '../../../core/errors/app-error'
import { success, type Result } from '../../../core/errors/result'
import { request } from '../../bridge/request'

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

/** Unconfirmed choices. They are saved in the settings at once, so that closing the dialog or the app loses none. */
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

  function write(conflict: Conflict, text: string): void {
    put(conflict, { text })
    quiet.start()
  }

  function forget(): void {
    decisions.value = {}
    save()
  }

  return { decisionOf, earlierOf, choose, write, forget }
}

/** The texts of a conflict, read from wherever they are, and what they make together. */
export type TextMerge =
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | {
      readonly kind: 'read'
      readonly mine: string
      readonly theirs: string
      /** Absent where it cannot be read any more: there is nothing to merge from. */
      readonly was?: string
      /** Absent without `was`, and where the texts are too long to be compared. */
      readonly merged?: MergedText
    }

export function useTextMerges(conflicts: () => readonly Conflict[]) {
  const project = useProject()
  const merges = shallowRef<Readonly<Record<string, TextMerge>>>({})
  const ending = new AbortController()

  const nameOf = (conflict: Conflict) => `${conflict.id} ${aboutOf(conflict)}`
  const put = (name: string, merge: TextMerge) => {
    merges.value = { ...merges.value, [name]: merge }
  }

  async function textOf(field: string, address: string): Promise<Result<string>> {
    const inline = inlineMapperBytes(address)
    if (inline) return success(new TextDecoder().decode(inline))
    const { projectId } = project
    const kind = field === 'mapper_url' ? ('mapper' as const) : ('metadata' as const)
    const input = { projectId, mapperUrl: address, kind }
    const result = await request('mapper.read', input, { signal: ending.signal })
    return result.ok ? success(result.value.text) : result
  }

  async function load(conflict: TextConflict): Promise<void> {
    const name = nameOf(conflict)
    const { field, was } = conflict
    put(name, { kind: 'reading' })
    // What an edit began with is read only for a draft that is on disk.
    await project.saving.flush()
    const [mine, theirs, base] = await Promise.all([
      textOf(field, conflict.mine),
      textOf(field, conflict.theirs),
      typeof was === 'string' ? textOf(field, was) : undefined,
    ])
    if (ending.signal.aborted) return
    if (!mine.ok) return put(name, { kind: 'failed', error: mine.error })
    if (!theirs.ok) return put(name, { kind: 'failed', error: theirs.error })
    const sides = { kind: 'read', mine: mine.value, theirs: theirs.value } as const
    if (!base?.ok) return put(name, sides)
    const merged = mergeTexts(base.value, mine.value, theirs.value)
    put(name, { ...sides, was: base.value, ...(merged ? { merged } : {}) })
  }

  watch(
    conflicts,
    (list) => {
      for (const conflict of list.filter(isTextConflict)) {
        if (!merges.value[nameOf(conflict)]) void load(conflict)
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => ending.abort())

  return {
    mergeOf: (conflict: Conflict): TextMerge | undefined => merges.value[nameOf(conflict)],
    load,
  }
}
