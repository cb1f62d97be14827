import { computed, type ComputedRef } from 'vue'
import { waysInCopy } from '../../core/sign-in-ways/ways-in-copy'
import type { WayOf } from '../../core/sign-in-ways/sign-in-ways'
import { useProject } from '../project/use-project'

/** How people of the shown project would sign in once its draft is published; absent before it was read. */
export function useWays(): ComputedRef<WayOf | undefined> {
  const project = useProject()
  return computed(() => {
    const { snapshot, copy } = project
    return snapshot && waysInCopy(snapshot, copy)
  })
}
