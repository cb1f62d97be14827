import type { Logger } from '../log/logger'
import type { Notices } from '../files/store/notices'

/** What is told of errors that nobody waited for; the log has them all. */
const mostTold = 3

/**
 * Takes note of an error that no code waited for: whole in the log, and in one line in the window, since
 * something that was begun has then not been finished.
 */
export function createErrorReport({ log, notices }: { log: Logger; notices: Notices }) {
  let told = 0
  return (where: 'main' | 'window', error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.error('Nobody waited for an error', { where, error: text })
    if (told >= mostTold) return
    told += 1
    const [line = ''] = log.clean(text).split('\n')
    notices.add({
      id: `unhandled:${line}`,
      title: 'Something went wrong in the app itself.',
      text: `What was saved before is safe; if something does not go on, restart the app. The log has more (logs/main.log in the folder that the settings name): ${line.slice(0, 200)}`,
    })
  }
}
