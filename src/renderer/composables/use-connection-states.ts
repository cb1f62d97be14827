import { computed, type ComputedRef } from 'vue'
import type { ConnectionStates } from '../../core/draft/organization-members'
import { useProject } from '../project/use-project'

/** Whether connections are enabled, where the server tells it; `undefined` while nothing is known. */
export function useConnectionStates(): ComputedRef<ConnectionStates | undefined> {
  const project = useProject()
  return computed(() => project.states.byKey)
}
