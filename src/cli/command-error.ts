import { line } from './plain-text'

/** A failure that the person can fix, explained by its message. */
export class CommandError extends Error {
  /** @param lines of the message: what stands in one, of whoever it is, makes no further lines */
  constructor(...lines: readonly string[]) {
    super(lines.map((each) => line`${each}`).join('\n'))
  }
}
