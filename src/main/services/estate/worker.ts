import { parentPort } from 'node:worker_threads'
import { beginThread } from '../../concurrency/thread-start'

// Languages load first: modules make texts when they load.
if (!parentPort) throw new Error('This file is the body of a thread')
const folder = beginThread()
const { serveEstate } = await import('./in-thread')
serveEstate(folder, parentPort)
