import { t } from '../../../core/language/translate'
import type { SetUpReading } from '../../../core/set-up-file/read'
import { createAskInThread } from '../../concurrency/ask-in-thread'
import type { MessageThread } from '../../concurrency/start-worker'
import type { FromThread, ToThread } from '../../concurrency/thread-questions'

/** Milliseconds from the last file to the end of the thread: nobody chooses one after the other. */
const idleAfter = 5_000

/** Reads the text of a file of a set-up, which anybody may have written. */
export type ReadSetUp = (text: string) => Promise<SetUpReading>

/**
 * Reads files in a thread of their own: one as large as may be takes seconds, in which every window would wait.
 *
 * @param start makes the thread
 */
export function createReadInThread(
  start: () => MessageThread<ToThread<string>, FromThread<never, SetUpReading>>,
): ReadSetUp {
  const thread = createAskInThread<string, never, SetUpReading>({ start, idleAfter })
  return async (text) =>
    // It had not enough memory.
    (await thread.ask(text)) ?? { ok: false, problems: [t('The file is too large to be read')] }
}
