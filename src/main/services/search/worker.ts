import { serveThread } from '../../concurrency/serve-thread'
import { createCachedProjects } from '../../files/snapshots/cached-projects'
import { createSearcher } from './searcher'
import type { SearchAnswer, SearchQuestion } from './search-question'

// The thread that searches. It reads the folder of the app, and writes nothing.
serveThread<SearchQuestion, never, SearchAnswer>((folder) => {
  const { find } = createSearcher(createCachedProjects({ folder }))
  return (question, signal) => find(question, () => signal.aborted)
})
