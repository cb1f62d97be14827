import { onScopeDispose, ref, shallowRef } from 'vue'
import type { CheckReport } from '../../../core/check/report'
import type { AppError } from '../../../core/errors/app-error'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'
import { useLastChecks } from '../../composables/use-last-checks'

/** How far the check of one of several connections is. */
export type RowCheck =
  | { readonly kind: 'checking' }
  | { readonly kind: 'report'; readonly report: CheckReport }
  | { readonly kind: 'failed'; readonly error: AppError }

/** Checks connections one after the other; it ends with the scope. */
export function useCheckRows(keys: readonly string[]) {
  const project = useProject()
  const { projectId } = project
  const checks = useLastChecks()
  const byKey = shallowRef<ReadonlyMap<string, RowCheck>>(new Map())
  const busy = ref(false)
  let controller = new AbortController()
  onScopeDispose(() => controller.abort())

  const put = (key: string, state: RowCheck) => {
    byKey.value = new Map([...byKey.value, [key, state]])
  }

  async function checkOne(connectionKey: string, signal: AbortSignal): Promise<void> {
    put(connectionKey, { kind: 'checking' })
    const result = await request('connection.check', { projectId, connectionKey }, { signal })
    if (signal.aborted) return
    if (!result.ok) return put(connectionKey, { kind: 'failed', error: result.error })
    put(connectionKey, { kind: 'report', report: result.value })
    if (result.value.verdict !== 'asks') checks.set(result.value)
  }

  async function start(): Promise<void> {
    controller = new AbortController()
    const { signal } = controller
    byKey.value = new Map()
    busy.value = true
    // Main checks the draft on disk.
    await project.saving.flush()
    for (const key of keys) {
      if (signal.aborted) break
      await checkOne(key, signal)
    }
    busy.value = false
  }

  function cancel(): void {
    controller.abort()
    byKey.value = new Map([...byKey.value].filter(([, { kind }]) => kind !== 'checking'))
  }

  return { byKey, busy, start, cancel }
}
