import { t } from '../../../core/language/translate'
import type { SetUpReading } from '../../../core/set-up-file/read'
import { createAskInThread } from '../../concurrency/ask-in-thread'
import type { MessageThread } from '../../concurrency/start-worker'
import type { FromThread, ToThread } from '../../concurrency/thread-questions'
import type { PageQuestion, PageReading } from '../people/read-page'
import type { TextQuestion, TextReading } from './read-text'

/** Milliseconds from the last text to the end of the thread: pages come one after the other, files do not. */
const idleAfter = 5_000

/** Reads the text of a file of a set-up, which anybody may have written. */
export type ReadSetUp = (text: string) => Promise<SetUpReading>

/** Reads a page of people, as a server sent it; whoever aborts it gets an answer that says nothing. */
export type ReadPeoplePage = (page: PageQuestion, signal?: AbortSignal) => Promise<PageReading>

/**
 * Reads what others wrote in a thread of its own: a file as large as may be takes seconds, in which every window would
 * wait, and hundreds of pages of people hold this process again and again.
 *
 * @param start makes the thread
 */
export function createReadInThread(
  start: () => MessageThread<ToThread<TextQuestion>, FromThread<never, TextReading>>,
): { readonly readSetUp: ReadSetUp; readonly readPeoplePage: ReadPeoplePage } {
  const thread = createAskInThread<TextQuestion, never, TextReading>({ start, idleAfter })
  return {
    async readSetUp(text) {
      const answer = await thread.ask({ kind: 'set-up', text })
      if (answer?.kind === 'set-up') return answer.reading
      // It had not enough memory.
      return { ok: false, problems: [t('The file is too large to be read')] }
    },
    async readPeoplePage(page, signal) {
      const answer = await thread.ask({ kind: 'people', page }, { signal })
      if (answer?.kind === 'people') return answer.reading
      return { ok: false, why: t('it is too large to be read') }
    },
  }
}
