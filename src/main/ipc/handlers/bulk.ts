import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function bulkHandlers({ bulk, chooseTable, clipboard }: HandlerDeps) {
  return {
    'bulk.prepare': (input, { signal }) => bulk.prepare(input, signal),
    'bulk.rows': (input) => Promise.resolve(bulk.rows(input)),
    'bulk.apply': (input) => bulk.apply(input),
    async 'bulk.copy-ids'(input) {
      const ids = await bulk.idsOf(input)
      if (!ids.ok) return ids
      if (ids.value.length > 0) await clipboard.write(ids.value.join('\n'))
      return success({ count: ids.value.length })
    },
    async 'bulk.choose-table'() {
      const chosen = await chooseTable()
      return chosen ?? success({})
    },
  } satisfies Partial<Handlers>
}
