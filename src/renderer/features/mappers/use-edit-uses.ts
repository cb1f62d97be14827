import { ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { request } from '../../bridge/request'
import { useProjectsStore } from '../../stores/projects'

/** Puts another text in the place of a mapper into the drafts of its uses. */
export function useEditUses() {
  const projects = useProjectsStore()
  const error = shallowRef<AppError>()
  const working = ref(false)

  /** @returns what came of it; `undefined` where it failed as a whole, which `error` tells */
  async function edit(
    input: RequestInput<'all-mappers.edit'>,
  ): Promise<RequestOutput<'all-mappers.edit'> | undefined> {
    if (working.value) return undefined
    working.value = true
    error.value = undefined
    // What is typed in open projects is written first, so that nothing of it is in the way. What cannot be written
    // stays in its window, on top of the edit, and that window tells.
    await Promise.all(projects.tabs.map(({ saving }) => saving.flush()))
    const result = await request('all-mappers.edit', input)
    working.value = false
    if (result.ok) return result.value
    error.value = result.error
    return undefined
  }

  return { edit, error, working }
}
