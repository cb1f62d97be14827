import type { MessagePort } from 'node:worker_threads'
import { answerInThread } from '../../concurrency/answer-in-thread'
import { createCaseFiles } from '../../files/cases/case-files'
import { createCachedProjects } from '../../files/snapshots/cached-projects'
import { createTextCache } from '../../files/snapshots/text-cache'
import { createEngineClient } from '../../mapper/client'
import { inspectMapper } from '../../mapper/inspect'
import type { FromEngine } from '../../mapper/channel'
import { createInspectCopy } from '../mappers/inspect-copy'
import type { FromLooker, LookEnd, LookQuestion, LookTold, ToLooker } from './channel'
import { createLookAtProject } from './look-at-project'
import { createLooker } from './looker'

/**
 * Looks for the radar, in a thread. It reads the folder of the app, and writes nothing.
 *
 * @param folder the user data folder; @param port leads to the main process
 */
export function serveRadar(folder: string, port: MessagePort): void {
  const send = (message: FromLooker) => port.postMessage(message)

  let hearEngine: (answer: FromEngine) => void = () => undefined
  const engine = createEngineClient(() => ({
    send: (call) => send({ kind: 'engine', call }),
    onMessage: (listener) => void (hearEngine = listener),
    // The main process answers each call, also where the engine died.
    onExit: () => undefined,
    stop: () => undefined,
  }))
  const cached = createCachedProjects({ folder })
  const looker = createLooker(
    createLookAtProject({
      cached,
      texts: createTextCache({ folder }),
      caseFiles: createCaseFiles({ folder }),
      engine,
      inspectCopy: createInspectCopy((text, situation, signal) =>
        inspectMapper(engine, text, situation, signal),
      ),
    }),
  )
  const answer = answerInThread<LookQuestion, LookTold, LookEnd>(looker, send)
  port.on('message', (message: ToLooker) => {
    if (message.kind === 'engine') hearEngine(message.answer)
    else answer(message)
  })
}
