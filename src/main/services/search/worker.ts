import { parentPort, workerData } from 'node:worker_threads'
import { createCachedProjects } from '../../files/snapshots/cached-projects'
import { answerQuestions } from './answer-questions'
import type { ToSearcher } from './channel'
import { createSearcher } from './searcher'

// The thread that searches. It reads the folder of the app, and writes nothing.
const port = parentPort
if (!port) throw new Error('This file is the body of a thread')
// `startWorker` gives it.
const { folder } = workerData as { folder: string }
const searcher = createSearcher(createCachedProjects({ folder }))
const onMessage = answerQuestions(searcher, (message) => port.postMessage(message))
port.on('message', (message: ToSearcher) => onMessage(message))
