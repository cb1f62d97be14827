import { expect, it } from 'vitest'
import { answerInThread } from '../../../../src/main/concurrency/answer-in-thread'
import type { FromThread } from '../../../../src/main/concurrency/thread-questions'
import { turns } from '../../../support/services/turns'

it('answers questions one after the other, and does not begin one that was cancelled', async () => {
  const begun: string[] = []
  let end: () => void = () => undefined
  const sent: FromThread<number, string>[] = []
  const take = answerInThread<string, number, string>(
    async (question, signal, tell) => {
      begun.push(question)
      tell(1)
      await new Promise<void>((resolve) => (end = resolve))
      return signal.aborted ? undefined : `answer to ${question}`
    },
    (message) => void sent.push(message),
  )
  for (const id of [1, 2, 3, 4]) take({ kind: 'ask', id, question: `q${id}` })
  take({ kind: 'cancel', id: 2 })
  await turns()
  expect(begun).toEqual(['q1'])
  end()
  await turns()
  take({ kind: 'cancel', id: 3 })
  end()
  await turns()
  end()
  await turns()
  expect(begun).toEqual(['q1', 'q3', 'q4'])
  expect(sent.filter(({ kind }) => kind === 'told')).toEqual(
    [1, 3, 4].map((id) => ({ kind: 'told', id, told: 1 })),
  )
  expect(sent.filter(({ kind }) => kind === 'end')).toEqual([
    { kind: 'end', id: 1, answer: 'answer to q1' },
    { kind: 'end', id: 2 },
    { kind: 'end', id: 3 },
    { kind: 'end', id: 4, answer: 'answer to q4' },
  ])
})
