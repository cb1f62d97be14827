import { addPart, type AnswerPart } from '../../../core/ipc/parts'
import { t } from '../../../core/language/translate'
import type { SetUpReading } from '../../../core/set-up-file/read'
import { createAskInThread } from '../../concurrency/ask-in-thread'
import type { MessageThread } from '../../concurrency/start-worker'
import type { FromThread, ToThread } from '../../concurrency/thread-questions'
import type { Folders } from '../../files/team-folder/read-team-files'
import type { ReadFolder } from '../../files/team-folder/read-team-folder'
import type { PageReading, ReadPeoplePage } from '../people/read-page'
import type { ForeignAnswer, ForeignQuestion, SentFolder } from './in-thread'

/** Milliseconds; nobody opens one file after another. */
const idleAfter = 5_000

interface Answers {
  readonly 'set-up': SetUpReading
  readonly folder: SentFolder
  readonly people: PageReading
}

export interface ForeignFiles {
  /** `text`: content of a setup file. */
  setUp(text: string): Promise<SetUpReading>
  /** Reads a team folder; `undefined` if the reading process ended. */
  folder(root: string, folders?: Folders): Promise<ReadFolder | undefined>
  /** Reads a page of people; an aborted read returns an empty answer. */
  readonly peoplePage: ReadPeoplePage
  close(): void
}

function receivedFolder(sent: SentFolder): ReadFolder {
  if (!sent.ok) return sent
  const { projects, published, pairs, mappers, ...rest } = sent.folder
  return {
    ok: true,
    hashes: new Map(sent.hashes),
    folder: {
      ...rest,
      projects: new Map(
        Object.entries(projects).map(([name, { file, uses }]) => [
          name,
          { file, uses: new Map(uses) },
        ]),
      ),
      published: new Map(published),
      pairs: new Map(pairs),
      mappers: new Map(mappers),
    },
  }
}

/** Reads foreign files in a process, since a huge one takes seconds or makes V8 give up. */
export function createForeignFiles(
  start: () => MessageThread<ToThread<ForeignQuestion>, FromThread<never, ForeignAnswer>>,
): ForeignFiles {
  const thread = createAskInThread<ForeignQuestion, never, ForeignAnswer>({ start, idleAfter })

  /** The whole answer; `undefined` if the process ended. */
  async function read<Kind extends keyof Answers>(
    question: Extract<ForeignQuestion, { readonly kind: Kind }>,
    signal?: AbortSignal,
  ): Promise<Answers[Kind] | undefined> {
    const answer = await thread.ask(question, { signal })
    if (!answer) return undefined
    const { id, value, rest } = answer
    for (let part = 0; part < rest; part += 1) {
      const more = await thread.ask({ kind: 'rest', id, part }, { signal })
      if (!more?.value) return undefined
      // The process answers `rest` with a part.
      addPart(value, more.value as AnswerPart)
    }
    // Each question gets its kind of answer.
    return value as Answers[Kind]
  }

  return {
    close: thread.close,
    async setUp(text) {
      const reading = await read({ kind: 'set-up', text })
      return reading ?? { ok: false, problems: [t('The file could not be read')] }
    },
    async folder(root, folders) {
      const sent = await read({ kind: 'folder', root, folders })
      return sent && receivedFolder(sent)
    },
    async peoplePage(page, signal) {
      const reading = await read({ kind: 'people', page }, signal)
      return reading ?? { ok: false, why: t('it could not be read') }
    },
  }
}
