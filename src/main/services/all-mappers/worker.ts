import { serveThread } from '../../concurrency/serve-thread'
import type { GatheredParts, GatherProgress, GatherQuestion } from './channel'

// The thread that gathers mappers. It reads the folder of the app, and writes nothing.
void serveThread<GatherQuestion, GatherProgress, GatheredParts>(async (folder) => {
  const { createCachedProjects } = await import('../../files/snapshots/cached-projects')
  const { createGatherer } = await import('./gatherer')
  const { gather } = createGatherer(createCachedProjects({ folder }))
  return (question, signal, tell) => gather(question, () => signal.aborted, tell)
})
