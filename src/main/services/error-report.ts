import { t } from '../../core/language/translate'
import type { Logger } from '../log/logger'
import type { Notices } from '../files/store/notices'

/** Maximum number of notices; all errors are logged. */
const mostTold = 3

/** Reports an unhandled error: in full in the log, as one line in the window. */
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
      title: t('Something went wrong in the app itself.'),
      text: t(
        'Saved data is safe; if something does not continue, restart the app. For details see the log ' +
          '(logs/main.log in the folder shown in the settings): {line}',
        { line: line.slice(0, 200) },
      ),
    })
  }
}
