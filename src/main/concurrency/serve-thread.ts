import { parentPort } from 'node:worker_threads'
import { answerInThread, type WorkInThread } from './answer-in-thread'
import type { ToThread } from './thread-questions'
import { beginThread } from './thread-start'

/**
 * The body of a thread that answers questions and does nothing else.
 *
 * @param workIn gets the user data folder, which `startWorker` gives
 */
export function serveThread<Question, Told, Answer>(
  workIn: (folder: string) => WorkInThread<Question, Told, Answer>,
): void {
  const port = parentPort
  if (!port) throw new Error('This file is the body of a thread')
  const take = answerInThread(workIn(beginThread()), (message) => port.postMessage(message))
  port.on('message', (message: ToThread<Question>) => take(message))
}
