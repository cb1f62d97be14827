import { success } from '../../../src/core/errors/result'
import { lintMapper } from '../../../src/core/mapper/lint/lint'
import { answerInThread } from '../../../src/main/concurrency/answer-in-thread'
import type { AppFiles } from '../../../src/main/files/app-files'
import type { PublishHistoryFiles } from '../../../src/main/files/publish/publish-history-files'
import { createCachedProjects } from '../../../src/main/files/snapshots/cached-projects'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { createEstateAnswers } from '../../../src/main/services/estate/answers'
import type { FromEstate, ToEstate } from '../../../src/main/services/estate/channel'
import { createEstate, type Estate } from '../../../src/main/services/estate/estate'
import { createLookAtProject } from '../../../src/main/services/estate/look-at-project'
import { createLooker, type Looker } from '../../../src/main/services/estate/looker'
import { createInspectCopy } from '../../../src/main/services/mappers/inspect-copy'

/** Looks as the thread does, without the engine's linter and without saved cases. */
function lookIn(folder: string): Looker {
  return createLooker(
    createLookAtProject({
      cached: createCachedProjects({ folder }),
      texts: { read: () => Promise.resolve(undefined) },
      caseFiles: {
        hashes: () => Promise.resolve(new Set()),
        list: () => Promise.resolve(success([])),
      },
      // Nothing asks it: there are no cases.
      engine: {} as MapperEngine,
      inspectCopy: createInspectCopy((text, situation) =>
        Promise.resolve(success(lintMapper(text, situation))),
      ),
    }),
  )
}

/**
 * The estate of a folder, with its thread in the one of the test: messages take a turn each way.
 *
 * @param on hears what the thread is told, and gets what ends it
 */
export function estateInPlace(
  parts: {
    readonly folder: string
    readonly files: Pick<AppFiles, 'drafts'>
    readonly history?: Pick<PublishHistoryFiles, 'list'>
    readonly look?: Looker
  },
  on: {
    readonly start?: () => void
    readonly sent?: (message: ToEstate) => void
    readonly exit?: (end: () => void) => void
    readonly stop?: () => void
  } = {},
): Estate {
  const { folder, files, look = lookIn(folder) } = parts
  return createEstate({
    drafts: files.drafts,
    history: parts.history ?? { list: () => Promise.resolve(success([])) },
    engine: {} as MapperEngine,
    start() {
      on.start?.()
      let listener: (message: FromEstate) => void = () => undefined
      const { answer, hear } = createEstateAnswers({
        cached: createCachedProjects({ folder }),
        look,
      })
      const send = (message: FromEstate) => void setImmediate(() => listener(message))
      const take = answerInThread(answer, send, ({ kind }) => kind)
      return {
        send(message) {
          on.sent?.(message)
          setImmediate(() => {
            if (message.kind === 'ask' || message.kind === 'cancel') take(message)
            else if (message.kind !== 'engine') hear(message)
          })
        },
        onMessage: (heard) => void (listener = heard),
        onExit: (ended) => on.exit?.(ended),
        stop: () => on.stop?.(),
      }
    },
  })
}
