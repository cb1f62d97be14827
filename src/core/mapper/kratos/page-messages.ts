import type { PageMessage, SchemaProblem } from '../engine'
import { genericMessage } from './ending'

/** What the form says of traits that do not fit the schema, beside which of its inputs. */
export function pageMessages(problems: readonly SchemaProblem[]): PageMessage[] {
  const messages = problems.map(({ page, message }): PageMessage => {
    const { id = genericMessage, field = '', text = message } = page ?? {}
    return { id, text, ...(field === '' ? {} : { field }) }
  })
  // Members that a schema does not allow are one message, though each is a problem of its own.
  const unique = new Map(messages.map((message) => [JSON.stringify(message), message]))
  return [...unique.values()]
}
