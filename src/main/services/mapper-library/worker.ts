import { parentPort, workerData } from 'node:worker_threads'
import { createCachedProjects } from '../../files/snapshots/cached-projects'
import { answerInThread } from '../../concurrency/answer-in-thread'
import type { ToThread } from '../../concurrency/thread-questions'
import type { Gathered, GatherProgress, GatherQuestion } from './channel'
import { createGatherer } from './gatherer'

// The thread that gathers mappers. It reads the folder of the app, and writes nothing.
const port = parentPort
if (!port) throw new Error('This file is the body of a thread')
// `startWorker` gives it.
const { folder } = workerData as { folder: string }
const gatherer = createGatherer(createCachedProjects({ folder }))
const onMessage = answerInThread<GatherQuestion, GatherProgress, Gathered>(
  (question, signal, tell) => gatherer.gather(question, () => signal.aborted, tell),
  (message) => port.postMessage(message),
)
port.on('message', (message: ToThread<GatherQuestion>) => onMessage(message))
