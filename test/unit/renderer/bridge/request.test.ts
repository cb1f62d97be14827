import { expect, it } from 'vitest'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { Bridge } from '../../../../src/core/ipc/contract'
import { createLongAnswers } from '../../../../src/main/concurrency/long-answers'
import { request } from '../../../../src/renderer/bridge/request'
import { setBridge } from '../../../support/page/bridge'

const long = Array.from({ length: 2500 }, (_item, at) => ({ id: `p-${at}` }))

/** A main process that answers every request with the same, as its router does. */
function answering(value: unknown) {
  const longAnswers = createLongAnswers()
  const asked: string[] = []
  const bridge = {
    request(name: string, input: { callId: string; part: number }, callId: string) {
      asked.push(name)
      if (name !== 'answer.rest')
        return Promise.resolve({ ok: true, ...longAnswers.keep(1, callId, value) })
      const part = longAnswers.take(1, input.callId, input.part)
      const unknown = failure(appError('request.invalid', 'The answer has no such part'))
      return Promise.resolve(part ? success(structuredClone(part)) : unknown)
    },
  }
  setBridge(bridge as unknown as Bridge)
  return { asked, longAnswers }
}

it('puts an answer together that came in parts', async () => {
  const { asked } = answering(long)
  expect(await request('trash.list', {})).toEqual({ ok: true, value: long })
  expect(asked).toEqual(['trash.list', 'answer.rest', 'answer.rest', 'answer.rest'])
})

it('asks once for what fits into one message', async () => {
  const { asked } = answering(long.slice(0, 1000))
  expect(await request('trash.list', {})).toEqual({ ok: true, value: long.slice(0, 1000) })
  expect(asked).toEqual(['trash.list'])
})

it('fails rather than to give half of an answer', async () => {
  const { longAnswers } = answering(long)
  const answer = request('trash.list', {})
  longAnswers.drop(1)
  expect(await answer).toMatchObject({ ok: false, error: { code: 'bug' } })
})
