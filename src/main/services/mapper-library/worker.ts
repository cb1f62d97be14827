import { serveThread } from '../../concurrency/serve-thread'
import { createCachedProjects } from '../../files/snapshots/cached-projects'
import type { Gathered, GatherProgress, GatherQuestion } from './channel'
import { createGatherer } from './gatherer'

// The thread that gathers mappers. It reads the folder of the app, and writes nothing.
serveThread<GatherQuestion, GatherProgress, Gathered>((folder) => {
  const { gather } = createGatherer(createCachedProjects({ folder }))
  return (question, signal, tell) => gather(question, () => signal.aborted, tell)
})
