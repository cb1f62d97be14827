import { onScopeDispose, ref, shallowRef } from 'vue'
import type { CheckReport, CheckStep } from '../../../core/check/report'
import { appError, type AppError } from '../../../core/errors/app-error'
import { request } from '../../bridge/request'
import { useLastChecks } from '../../composables/use-last-checks'
import { useProject } from '../../project/use-project'
import { t } from '../../../core/language/translate'

/**
 * Checks one connection or SCIM client and follows its steps; the check ends with the scope.
 *
 * @param connectionKey as `ownerKey` names it
 */
export function useCheck(connectionKey: string) {
  const project = useProject()
  const { projectId } = project
  const checks = useLastChecks()
  const busy = ref(false)
  const cancelled = ref(false)
  /** Steps of the check under way, or of one that came to no report. */
  const steps = shallowRef<readonly CheckStep[]>([])
  /** Of this visit; its verdict may be a question. */
  const report = shallowRef<CheckReport>()
  const error = shallowRef<AppError>()
  let controller: AbortController | undefined

  onScopeDispose(() => controller?.abort())

  /**
   * @param allowed `privateHost`: host from the question, once it was confirmed; `secret`: the secret token of a SCIM
   * client, which goes to the main process and is kept nowhere
   */
  async function start(
    allowed: { readonly privateHost?: string; readonly secret?: string } = {},
  ): Promise<void> {
    if (busy.value) return
    busy.value = true
    cancelled.value = false
    steps.value = []
    report.value = undefined
    error.value = undefined
    controller = new AbortController()
    const { signal } = controller
    try {
      // Main checks the draft on disk, so pending edits are saved first.
      await project.saving.flush()
      if (signal.aborted) {
        cancelled.value = true
        return
      }
      if (project.saving.state === 'failed') {
        error.value =
          project.saving.error ?? appError('file.write-failed', t('The draft was not saved'))
        return
      }
      const input = { projectId, connectionKey, ...allowed }
      const result = await request('connection.check', input, {
        signal,
        onProgress: (step) => (steps.value = [...steps.value, step]),
      })
      if (result.ok) {
        report.value = result.value
        if (result.value.verdict !== 'asks') checks.set(result.value)
      } else if (result.error.code === 'request.cancelled') {
        cancelled.value = true
      } else {
        error.value = result.error
      }
    } finally {
      busy.value = false
    }
  }

  function cancel(): void {
    controller?.abort()
  }

  /** Answers the question about a private address with no. */
  function decline(): void {
    report.value = undefined
    steps.value = []
    cancelled.value = true
  }

  return { busy, cancelled, steps, report, error, start, cancel, decline }
}
