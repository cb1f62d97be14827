import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function namedValueHandlers({ namedValues }: HandlerDeps) {
  return {
    async 'values.list'() {
      const read = await namedValues.read()
      return read.ok ? success({ values: [...read.value] }) : read
    },
    async 'values.save'({ before, values }) {
      const saved = await namedValues.save(before, values)
      return saved.ok ? success({}) : saved
    },
  } satisfies Partial<Handlers>
}
