import { serveThread } from '../../concurrency/serve-thread'
import type { TableAnswer, TableQuestion } from './table-question'

// The thread that answers for the table of all projects. It reads the folder of the app, and writes nothing.
void serveThread<TableQuestion, never, TableAnswer>(async (folder) => {
  const { createCachedProjects } = await import('../../files/snapshots/cached-projects')
  const { createTableSearcher } = await import('./table-searcher')
  const answer = createTableSearcher(createCachedProjects({ folder }))
  return (question, signal) => answer(question, () => signal.aborted)
})
