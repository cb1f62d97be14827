import { serveThread } from '../../concurrency/serve-thread'
import type { SearchAnswer, SearchQuestion } from './search-question'

// The thread that searches. It reads the folder of the app, and writes nothing.
void serveThread<SearchQuestion, never, SearchAnswer>(async (folder) => {
  const { createCachedProjects } = await import('../../files/snapshots/cached-projects')
  const { createSearcher } = await import('./searcher')
  const { find } = createSearcher(createCachedProjects({ folder }))
  return (question, signal) => find(question, () => signal.aborted)
})
