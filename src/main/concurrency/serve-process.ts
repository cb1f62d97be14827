import { answerInThread, type WorkInThread } from './answer-in-thread'
import type { FromThread, ToThread } from './thread-questions'
import { beginThread, type ThreadStart } from './thread-start'

interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
}

/**
 * The body of an Electron utility process that answers questions and does nothing else; its first message is its
 * `ThreadStart`. Where V8 ends the process, for example for want of stack or memory, it dies alone, and a thread would
 * take the app with it.
 *
 * @param loadWork gets the user data folder, and loads the work only then: texts are made in the language that stands
 * when their module is loaded
 */
export function serveProcess<Question, Told, Answer>(
  loadWork: (folder: string) => Promise<WorkInThread<Question, Told, Answer>>,
): void {
  // Exists in a utility process, but Node's types lack it.
  const { parentPort } = process as unknown as { readonly parentPort: ParentPort }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
  const send = (message: FromThread<Told, Answer>) => parentPort.postMessage(message)
  let serving: Promise<(message: ToThread<Question>) => void> | undefined
  parentPort.on('message', ({ data }) => {
    // Only main has the other end of the port.
    if (serving) void serving.then((take) => take(data as ToThread<Question>))
    else
      // The first message is always the start.
      serving = loadWork(beginThread(data as ThreadStart)).then((work) =>
        answerInThread(work, send),
      )
  })
}
