import { proxyRefs, ref, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import type { Ask } from './deps'

/**
 * Which connections of one project are enabled. It takes a separate request, which is sent only when a
 * person asks and which not every server answers.
 */
export function createConnectionStates(projectId: string, ask: Ask) {
  /** By connection key; `undefined` before they are known. */
  const byKey = shallowRef<Readonly<Record<string, 'enabled' | 'disabled'>>>()
  const reading = ref<'not-asked' | 'reading' | 'known' | 'not-told'>('not-asked')
  const error = shallowRef<AppError>()

  async function read(): Promise<void> {
    if (reading.value === 'reading') return
    reading.value = 'reading'
    error.value = undefined
    const result = await ask('connection.states', { projectId })
    byKey.value = result.ok ? result.value.states : undefined
    error.value = result.ok ? undefined : result.error
    if (!result.ok) reading.value = 'not-asked'
    else reading.value = result.value.states ? 'known' : 'not-told'
  }

  function forget(): void {
    byKey.value = undefined
    reading.value = 'not-asked'
    error.value = undefined
  }

  return proxyRefs({ byKey, reading, error, read, forget })
}
