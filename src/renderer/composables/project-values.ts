import { connectionAt } from '../../core/draft/entity-index'
import { entityLabel } from '../../core/draft/working-copy'
import { useProject } from '../project/use-project'
import { computed, type ComputedRef } from 'vue'
import { waysInCopy, type WayOf } from '../../core/sign-in-ways/sign-in-ways'
import { originsOf } from '../../core/links/connection-callback'

/** Hosts of the project under the operator's own domain, such as `login.vendor.example`. */
export function useOwnHosts(): ComputedRef<readonly string[]> {
  const project = useProject()
  return computed(() => {
    const { snapshot } = project
    if (!snapshot) return []
    return [...new Set(originsOf(snapshot, 'oidc').map((origin) => new URL(origin).hostname))]
  })
}

/** Sign-in routes once the draft is published; `undefined` before the first read. */
export function useWays(): ComputedRef<WayOf | undefined> {
  const project = useProject()
  return computed(() => {
    const { snapshot, copy } = project
    return snapshot && waysInCopy(snapshot, copy)
  })
}

export function useConnectionName(): (key: string) => string {
  const project = useProject()
  return (key) => {
    const connection = connectionAt(project.copy, key)
    return connection ? entityLabel(connection.fields, connection.target) : key
  }
}
