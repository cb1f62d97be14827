import { computed, type ComputedRef } from 'vue'
import { waysInCopy } from '../../core/sign-in-ways/ways-in-copy'
import type { WayOf } from '../../core/sign-in-ways/sign-in-ways'
import { useProject } from '../project/use-project'

/** Sign-in routes once the draft is published; `undefined` before the first read. */
export function useWays(): ComputedRef<WayOf | undefined> {
  const project = useProject()
  return computed(() => {
    const { snapshot, copy } = project
    return snapshot && waysInCopy(snapshot, copy)
  })
}
