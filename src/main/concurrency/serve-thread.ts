import { parentPort } from 'node:worker_threads'
import { answerInThread, type WorkInThread } from './answer-in-thread'
import type { ToThread } from './thread-questions'
import { beginThread } from './thread-start'

/**
 * The body of a thread that answers questions and does nothing else.
 *
 * @param loadWork gets the user data folder, which `startWorker` gives, and loads the work only then: texts are made in
 * the language that stands when their module is loaded
 */
export async function serveThread<Question, Told, Answer>(
  loadWork: (folder: string) => Promise<WorkInThread<Question, Told, Answer>>,
): Promise<void> {
  const port = parentPort
  if (!port) throw new Error('This file is the body of a thread')
  const work = await loadWork(beginThread())
  const take = answerInThread(work, (message) => port.postMessage(message))
  port.on('message', (message: ToThread<Question>) => take(message))
}
