import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function bulkHandlers({ bulk, chooseTable, clipboard }: HandlerDeps) {
  return {
    'bulk.entities': (input) => bulk.entities(input),
    'bulk.prepare': (input, { signal }) => bulk.prepare(input, signal),
    'bulk.rows': (input) => Promise.resolve(bulk.rows(input)),
    'bulk.apply': (input) => bulk.apply(input),
    async 'bulk.copy'(input) {
      const rows = await bulk.textOf(input)
      if (!rows.ok) return rows
      const { text, count } = rows.value
      if (count > 0) await clipboard.write(text)
      return success({ count })
    },
    async 'bulk.choose-table'() {
      const chosen = await chooseTable()
      return chosen ?? success({})
    },
  } satisfies Partial<Handlers>
}
