import { parentPort, workerData } from 'node:worker_threads'
import { createCachedProjects } from '../../files/snapshots/cached-projects'
import { answerQuestions } from './answer-questions'
import type { ToGatherer } from './channel'
import { createGatherer } from './gatherer'

// The thread that gathers mappers. It reads the folder of the app, and writes nothing.
const port = parentPort
if (!port) throw new Error('This file is the body of a thread')
// `startWorker` gives it.
const { folder } = workerData as { folder: string }
const gatherer = createGatherer(createCachedProjects({ folder }))
const onMessage = answerQuestions(gatherer, (message) => port.postMessage(message))
port.on('message', (message: ToGatherer) => onMessage(message))
