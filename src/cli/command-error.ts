import type { ErrorCode } from '../core/errors/app-error'
import { line, shortened } from './plain-text'

/** Further lines of one message are counted. */
const mostLines = 50
/** Characters of a line: an answer of a server may be long, and has its request ID at the end. */
const longestLine = 1000

/** A failure that the person can fix, explained by its message. */
export class CommandError extends Error {
  /** For `--json`: why it failed, as far as the app has a code for it. */
  code: ErrorCode | 'failed' | 'usage' = 'failed'

  /** @param lines of the message: what stands in one, of whoever it is, makes no further lines */
  constructor(...lines: readonly string[]) {
    const shown = lines.slice(0, mostLines).map((each) => line`${shortened(each, longestLine)}`)
    const more = lines.length - shown.length
    super([...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n'))
  }
}
