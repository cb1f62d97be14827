import { proxyRefs, ref, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import { sameJson } from '../../core/model/json'
import type { Ask } from './deps'
import type { ProjectId } from '../../core/model/project-id'

/**
 * Which connections of one project are enabled: as told with the last read, and again when a person asks. Not every
 * server tells.
 */
export function createConnectionStates(projectId: ProjectId, ask: Ask) {
  /** By connection key; `undefined` before they are known. */
  const byKey = shallowRef<Readonly<Record<string, 'enabled' | 'disabled'>>>()
  const reading = ref<'not-asked' | 'reading' | 'known' | 'not-told'>('not-asked')
  /** ISO 8601 time at which it was told, where that is known. */
  const at = ref<string>()
  const error = shallowRef<AppError>()

  /** Goes up with each time to forget: an answer that was asked for before is of no use. */
  let round = 0

  async function askForStates() {
    for (;;) {
      const begun = round
      const result = await ask('connection.states', { projectId })
      if (round === begun) return result
    }
  }

  async function read(): Promise<void> {
    if (reading.value === 'reading') return
    reading.value = 'reading'
    error.value = undefined
    const result = await askForStates()
    byKey.value = result.ok ? result.value.states : undefined
    at.value = result.ok ? result.value.at : undefined
    error.value = result.ok ? undefined : result.error
    if (!result.ok) reading.value = 'not-asked'
    else reading.value = result.value.states ? 'known' : 'not-told'
  }

  /**
   * Takes what was told of the state on disk, which is another one now, unless it is asked for meanwhile.
   * What was told of the state before is forgotten where it no longer holds.
   */
  async function takeKept(): Promise<void> {
    const begun = round
    const result = await ask('connection.kept-states', { projectId })
    if (round !== begun || !result.ok || reading.value === 'reading') return
    const { states, at: told } = result.value
    if (!states) {
      if (reading.value === 'known') forget()
      return
    }
    if (!sameJson(states, byKey.value)) byKey.value = states
    at.value = told
    reading.value = 'known'
  }

  /** What is being read is read once more. */
  function forget(): void {
    round += 1
    byKey.value = undefined
    at.value = undefined
    if (reading.value !== 'reading') reading.value = 'not-asked'
    error.value = undefined
  }

  return proxyRefs({ byKey, at, reading, error, read, takeKept, forget })
}
