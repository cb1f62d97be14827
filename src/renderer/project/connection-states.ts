import { proxyRefs, ref, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import type { Ask } from './deps'
import type { ProjectId } from '../../core/model/project-id'

/**
 * Which connections of one project are enabled. It takes a separate request, which is sent only when a
 * person asks and which not every server answers.
 */
export function createConnectionStates(projectId: ProjectId, ask: Ask) {
  /** By connection key; `undefined` before they are known. */
  const byKey = shallowRef<Readonly<Record<string, 'enabled' | 'disabled'>>>()
  const reading = ref<'not-asked' | 'reading' | 'known' | 'not-told'>('not-asked')
  /** ISO 8601 time at which it was told, where that is known. */
  const at = ref<string>()
  const error = shallowRef<AppError>()

  async function read(): Promise<void> {
    if (reading.value === 'reading') return
    reading.value = 'reading'
    error.value = undefined
    const result = await ask('connection.states', { projectId })
    byKey.value = result.ok ? result.value.states : undefined
    at.value = result.ok ? result.value.at : undefined
    error.value = result.ok ? undefined : result.error
    if (!result.ok) reading.value = 'not-asked'
    else reading.value = result.value.states ? 'known' : 'not-told'
  }

  /** Takes what was told earlier and still holds, unless it was asked for meanwhile. */
  async function takeKept(): Promise<void> {
    const result = await ask('connection.kept-states', { projectId })
    if (!result.ok || !result.value.states || reading.value !== 'not-asked') return
    byKey.value = result.value.states
    at.value = result.value.at
    reading.value = 'known'
  }

  function forget(): void {
    byKey.value = undefined
    at.value = undefined
    reading.value = 'not-asked'
    error.value = undefined
  }

  return proxyRefs({ byKey, at, reading, error, read, takeKept, forget })
}
