import { computed, type ComputedRef } from 'vue'
import type { ConnectionStates } from '../../core/draft/organization-members'
import { useCatalogStore } from '../stores/catalog'

/** Whether connections are enabled, where the server tells it; `undefined` while nothing is known. */
export function useConnectionStates(): ComputedRef<ConnectionStates | undefined> {
  const catalog = useCatalogStore()
  return computed(() => catalog.states)
}
