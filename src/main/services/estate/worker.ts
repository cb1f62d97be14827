import { parentPort } from 'node:worker_threads'
import { beginThread } from '../../concurrency/thread-start'

// The thread that knows all projects. Its language comes first: texts are made when their modules are loaded.
if (!parentPort) throw new Error('This file is the body of a thread')
const folder = beginThread()
const { serveEstate } = await import('./in-thread')
serveEstate(folder, parentPort)
