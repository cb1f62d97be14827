import { computed, onScopeDispose, shallowRef } from 'vue'
import type { EventPayload } from '../../../core/ipc/contract'
import { t } from '../../../core/language/translate'
import type { ProjectId } from '../../../core/model/project-id'
import { subscribe } from '../../bridge/request'
import { useCountdown } from '../../composables/use-countdown'

/**
 * How long a server asks a read of people to wait, in words; `undefined` while it does not.
 *
 * @param projectId the project that is read; `undefined` for none
 */
export function usePause(projectId: () => ProjectId | undefined) {
  const waiting = shallowRef<EventPayload<'request.waiting'>>()
  const seconds = useCountdown(() => waiting.value?.until)
  onScopeDispose(
    subscribe('request.waiting', (payload) => {
      if (payload.projectId !== undefined && payload.projectId === projectId()) {
        waiting.value = payload
      }
    }),
  )
  return computed(() => {
    if (!waiting.value || waiting.value.projectId !== projectId() || seconds.value === 0) return
    const { code, attempt, of } = waiting.value
    return t('{why}: attempt {attempt} of {attempts} in {seconds} s', {
      why: code === 'api.rate-limited' ? t('Ory asks for a pause') : t('Ory is busy'),
      attempt: attempt + 1,
      attempts: of + 1,
      seconds: seconds.value,
    })
  })
}
