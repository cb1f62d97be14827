import { computed, type ComputedRef } from 'vue'
import { originsOf } from '../../core/links/connection-callback'
import { useProject } from '../project/use-project'

/** Hosts of the project under the operator's own domain, such as `login.vendor.example`. */
export function useOwnHosts(): ComputedRef<readonly string[]> {
  const project = useProject()
  return computed(() => {
    const { snapshot } = project
    if (!snapshot) return []
    return [...new Set(originsOf(snapshot, 'oidc').map((origin) => new URL(origin).hostname))]
  })
}
