import { computed, onScopeDispose, shallowRef } from 'vue'
import { useNow, useCountdown } from '../../composables/use-now'
import { useProject } from '../../project/use-project'
import { usePeopleStore } from '../../stores/people'
import type { EventPayload } from '../../../core/ipc/contract'
import { t } from '../../../core/language/translate'
import type { ProjectId } from '../../../core/model/project-id'
import { subscribe } from '../../bridge/request'

/** What is known of the people of the project around, looked up on this computer. */
export function useProjectPeople() {
  const { projectId } = useProject()
  const people = usePeopleStore()
  const now = useNow()
  people.look(projectId)
  return {
    projectId,
    people,
    now,
    counts: computed(() => people.countsOf(projectId)),
    /** How far a count is that this window has under way. */
    counting: computed(() => people.counting.get(projectId)),
  }
}

/**
 * How long the server asks to wait, in words; `undefined` while it does not.
 * @param projectId the project that is read
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
