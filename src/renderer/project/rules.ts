import { shallowRef, type ShallowRef } from 'vue'
import type { attentionAt } from '../../core/problems/attention'
import type { refusedIdProblems } from '../../core/problems/scim-rules'
import type { problemsOf } from '../../core/problems/written'

/** What judges the edits of drafts, and says what was found in a project. */
interface Rules {
  readonly attentionAt: typeof attentionAt
  readonly problemsOf: typeof problemsOf
  readonly refusedIdProblems: typeof refusedIdProblems
}

const loaded = shallowRef<Rules>()
let loading: Promise<void> | undefined

/** Absent until they are loaded. */
export const rules: Readonly<ShallowRef<Rules | undefined>> = loaded

async function load(): Promise<void> {
  const [attention, written, scim] = await Promise.all([
    import('../../core/problems/attention'),
    import('../../core/problems/written'),
    import('../../core/problems/scim-rules'),
  ])
  loaded.value = { ...attention, ...written, ...scim }
}

/**
 * Loads the rules. With what reads metadata and certificates they are a quarter of a megabyte, so a start waits for them
 * only where its first picture shows what they find. It never rejects.
 */
export function loadRules(): Promise<void> {
  return (loading ??= load().catch(() => {
    // As in a window that closes meanwhile; the next call tries again.
    loading = undefined
  }))
}
