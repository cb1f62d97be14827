import { ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { request } from '../../bridge/request'
import { useProjectsStore } from '../../stores/projects'

export function useEditUses() {
  const projects = useProjectsStore()
  const error = shallowRef<AppError>()
  const working = ref(false)

  /** @returns `undefined` on failure; see `error` */
  async function edit(
    input: RequestInput<'all-mappers.edit'>,
  ): Promise<RequestOutput<'all-mappers.edit'> | undefined> {
    if (working.value) return undefined
    working.value = true
    error.value = undefined
    // Pending edits are written first. Edits that cannot be written stay in their window, on top of this one.
    await Promise.all(projects.tabs.map(({ saving }) => saving.flush()))
    const result = await request('all-mappers.edit', input)
    working.value = false
    if (result.ok) return result.value
    error.value = result.error
    return undefined
  }

  return { edit, error, working }
}
