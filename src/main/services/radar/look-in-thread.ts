import { createAskInThread } from '../../concurrency/ask-in-thread'
import type { MessageThread } from '../../concurrency/start-worker'
import type { MapperEngine } from '../../mapper/engine'
import { serveEngine } from '../../mapper/serve'
import type { FromLooker, LookEnd, LookQuestion, LookTold, ToLooker } from './channel'

/** The thread that looks, as `startWorker` gives it. */
type LookThread = MessageThread<ToLooker, FromLooker>

/**
 * The radar's look in a thread of its own. Its calls to the mapper engine are passed on, since the engine
 * runs in a process that only the main process reaches.
 */
export function createLookInThread(deps: {
  readonly start: () => LookThread
  readonly engine: MapperEngine
  /** Milliseconds without a look. */
  readonly idleAfter?: number
}) {
  const { start, engine, ...others } = deps
  return createAskInThread<LookQuestion, LookTold, LookEnd>({
    ...others,
    start() {
      const thread = start()
      const call = serveEngine(engine, (answer) => thread.send({ kind: 'engine', answer }))
      return {
        send: thread.send,
        onMessage: (listener) =>
          thread.onMessage((message) => {
            if (message.kind === 'engine') call(message.call)
            else listener(message)
          }),
        onExit: thread.onExit,
        stop: thread.stop,
      }
    },
  })
}
