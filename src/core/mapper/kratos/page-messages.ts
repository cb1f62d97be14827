import type { PageMessage, SchemaProblem } from '../engine'
import { genericMessage } from './ending'

/** Kratos' form messages for traits that violate the schema, each with its input. */
export function pageMessages(problems: readonly SchemaProblem[]): PageMessage[] {
  const messages = problems.map(({ page, message }): PageMessage => {
    const { id = genericMessage, field = '', text = message } = page ?? {}
    return { id, text, ...(field === '' ? {} : { field }) }
  })
  // Members that a schema does not allow share one message, though each is a separate problem.
  const unique = new Map(messages.map((message) => [JSON.stringify(message), message]))
  return [...unique.values()]
}
