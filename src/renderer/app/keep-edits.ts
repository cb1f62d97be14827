import { tryOnScopeDispose, useEventListener } from '@vueuse/core'
import { request, subscribe } from '../bridge/request'
import type { ProjectSession } from '../project/project-session'

/**
 * Writes the last edits of all open projects on blur and before the window closes, which waits for it. Ends with
 * the scope.
 */
export function keepEdits(sessions: () => Iterable<ProjectSession>): void {
  const flushAll = () => Promise.all([...sessions()].map(({ saving }) => saving.flush()))
  const onBlur = () => void flushAll()
  const tellSettled = (saved: readonly boolean[]) =>
    request('window.settled', { saved: saved.every(Boolean) })

  function onBeforeUnload(event: BeforeUnloadEvent): void {
    const written = flushAll()
    if ([...sessions()].every(({ saving }) => saving.state === 'saved')) return
    // Edits that are not on disk would be lost with the window: it waits for the outcome.
    event.preventDefault()
    void written.then(tellSettled)
  }

  tryOnScopeDispose(subscribe('app.quitting', () => void flushAll().then(tellSettled)))
  useEventListener('blur', onBlur)
  useEventListener('beforeunload', onBeforeUnload)
}
