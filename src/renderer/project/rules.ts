import { shallowRef, type ShallowRef } from 'vue'
import type { refusedIdProblems } from '../../core/problems/scim-rules'
import type { problemsOf } from '../../core/problems/written'

/** What judges the edits of drafts. */
interface Rules {
  readonly problemsOf: typeof problemsOf
  readonly refusedIdProblems: typeof refusedIdProblems
}

const loaded = shallowRef<Rules>()
let loading: Promise<void> | undefined

/** Absent until they are loaded. */
export const rules: Readonly<ShallowRef<Rules | undefined>> = loaded

async function load(): Promise<void> {
  const [written, scim] = await Promise.all([
    import('../../core/problems/written'),
    import('../../core/problems/scim-rules'),
  ])
  loaded.value = { ...written, ...scim }
}

/**
 * Loads the rules. They read metadata and certificates, for which a seventh of the page's script is needed: a start
 * waits for them only where its first picture shows what they find.
 */
export function loadRules(): Promise<void> {
  return (loading ??= load().catch(() => {
    // As in a window that closes meanwhile; the next edit tries again.
    loading = undefined
  }))
}
