import { request } from '../bridge/request'
import type { ProjectSession } from '../project/project-session'

/**
 * Writes the last edits of all open projects when the window loses the focus and before it goes; it is
 * held while they are on their way. @returns a function that ends this
 */
export function keepEdits(sessions: () => Iterable<ProjectSession>): () => void {
  const flushAll = () => Promise.all([...sessions()].map(({ saving }) => saving.flush()))
  const onBlur = () => void flushAll()

  function onBeforeUnload(event: BeforeUnloadEvent): void {
    const written = flushAll()
    if ([...sessions()].every(({ saving }) => saving.state === 'saved')) return
    // What is not on disk would be gone with the window: it is held until it is known how that ends.
    event.preventDefault()
    void written.then((saved) => request('window.settled', { saved: saved.every(Boolean) }))
  }

  window.addEventListener('blur', onBlur)
  window.addEventListener('beforeunload', onBeforeUnload)
  return () => {
    window.removeEventListener('blur', onBlur)
    window.removeEventListener('beforeunload', onBeforeUnload)
  }
}
