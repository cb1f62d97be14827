import type { Logger } from '../../../src/main/log/logger'
import { redactText } from '../../../src/main/log/redact'

/** Logs nothing. */
export const silentLogger: Logger = {
  info: () => undefined,
  error: () => undefined,
  clean: redactText,
  flush: () => Promise.resolve(),
}
