import { onScopeDispose, shallowRef, watch } from 'vue'
import { isTextConflict, type Conflict, type TextConflict } from '../../../core/draft/conflicts'
import { mergeTexts, type MergedText } from '../../../core/draft/merge-text'
import type { AppError } from '../../../core/errors/app-error'
import { success, type Result } from '../../../core/errors/result'
import { inlineMapperBytes } from '../../../core/model/mapper-text'
import { request } from '../../bridge/request'
import { aboutOf } from './use-decisions'
import { useProject } from '../../project/use-project'

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

/** Reads and merges the texts of all conflicts that are about one. */
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
