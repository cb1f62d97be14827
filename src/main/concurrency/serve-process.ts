import { answerInThread, type WorkInThread } from './answer-in-thread'
import type { FromThread, ToThread } from './thread-questions'
import { beginThread, type ThreadStart } from './thread-start'

interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
}

/**
 * Body of a utility process. V8 running out of memory ends it alone; a thread would end the app.
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
