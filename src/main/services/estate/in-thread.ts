import type { MessagePort } from 'node:worker_threads'
import { answerInThread } from '../../concurrency/answer-in-thread'
import { createCaseFiles } from '../../files/cases/case-files'
import { createCachedProjects } from '../../files/snapshots/cached-projects'
import { createTextCache } from '../../files/snapshots/text-cache'
import type { FromEngine } from '../../mapper/channel'
import { createEngineClient } from '../../mapper/client'
import { inspectMapper } from '../../mapper/inspect'
import { createInspectCopy } from '../mappers/inspect-copy'
import { createEstateAnswers } from './answers'
import type { FromEstate, ToEstate } from './channel'
import { createLookAtProject } from './look-at-project'
import { createLooker } from './looker'

/** Answers questions about all projects in a thread; reads the folder and writes nothing. */
export function serveEstate(folder: string, port: MessagePort): void {
  const send = (message: FromEstate) => port.postMessage(message)

  let hearEngine: (answer: FromEngine) => void = () => undefined
  const engine = createEngineClient(() => ({
    send: (call) => send({ kind: 'engine', call }),
    onMessage: (listener) => void (hearEngine = listener),
    // The main process answers each call even if the engine died.
    onExit: () => undefined,
    stop: () => undefined,
  }))
  const cached = createCachedProjects({ folder })
  const { answer, hear } = createEstateAnswers({
    cached,
    look: createLooker(
      createLookAtProject({
        cached,
        texts: createTextCache({ folder }),
        caseFiles: createCaseFiles({ folder }),
        engine,
        inspectCopy: createInspectCopy((text, situation, signal) =>
          inspectMapper(engine, text, situation, signal),
        ),
      }),
    ),
  })
  // Search requests overtake looks.
  const take = answerInThread(answer, send, ({ kind }) => kind)
  port.on('message', (message: ToEstate) => {
    if (message.kind === 'engine') hearEngine(message.answer)
    else if (message.kind === 'ask' || message.kind === 'cancel') take(message)
    else hear(message)
  })
}
