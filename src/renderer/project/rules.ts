import { shallowRef, type ShallowRef } from 'vue'
import type { attentionAt } from '../../core/problems/attention'
import type { refusedIdProblems } from '../../core/problems/scim-rules'
import type { problemsOf } from '../../core/problems/written'

/** The problem rules and their words. */
interface Rules {
  readonly attentionAt: typeof attentionAt
  readonly problemsOf: typeof problemsOf
  readonly refusedIdProblems: typeof refusedIdProblems
}

const loaded = shallowRef<Rules>()
let loading: Promise<void> | undefined

/** Absent until loaded. */
export const rules: Readonly<ShallowRef<Rules | undefined>> = loaded

async function load(): Promise<void> {
  const [attention, written, scim] = await Promise.all([
    import('../../core/problems/attention'),
    import('../../core/problems/written'),
    import('../../core/problems/scim-rules'),
  ])
  loaded.value = { ...attention, ...written, ...scim }
}

/** Loads the rules (250 kB); a start waits only if its first paint needs them. Never rejects. */
export function loadRules(): Promise<void> {
  return (loading ??= load().catch(() => {
    // Such as in a closing window; the next call tries again.
    loading = undefined
  }))
}
