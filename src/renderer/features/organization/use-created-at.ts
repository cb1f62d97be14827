import { computed, shallowRef, type ComputedRef } from 'vue'
import { request } from '../../bridge/request'
import { useLatest } from '../../composables/use-latest'
import { useProject } from '../../project/use-project'

/** Who goes through a list by keys opens each organization for less. */
const stayMilliseconds = 500

/**
 * When an organization was created, as an ISO 8601 time: from the state of the project where that says it, else asked
 * for once a person stays at it. `undefined` until then, and where nobody can tell.
 */
export function useCreatedAt(
  organization: () => {
    readonly id: string
    readonly isNew: boolean
    readonly known?: string | undefined
  },
): ComputedRef<string | undefined> {
  const { projectId } = useProject()
  const told = shallowRef<{ readonly id: string; readonly at: string | undefined }>()

  useLatest(
    () => organization().id,
    stayMilliseconds,
    async (signal) => {
      const { id, isNew, known } = organization()
      if (isNew || known !== undefined) return undefined
      const input = { projectId, organizationId: id }
      const result = await request('organization.created', input, { signal })
      return result.ok ? { id, at: result.value.createdAt } : undefined
    },
    (answer) => (told.value = answer),
  )
  return computed(() => {
    const { id, known } = organization()
    return known ?? (told.value?.id === id ? told.value.at : undefined)
  })
}
