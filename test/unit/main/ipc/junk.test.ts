import { expect, test, vi } from 'vitest'
import { requests } from '../../../../src/core/ipc/contract'
import { createLongAnswers } from '../../../../src/main/concurrency/long-answers'
import { createRouter, type Handlers } from '../../../../src/main/ipc/router'
import { goodInputs, junkFor, requestNames } from '../../../support/texts/junk'
import { silentLogger } from '../../../support/services/silent-logger'

const origin = 'app://workbench'
const page = { id: 1, isMainFrame: true, origin }

test.each(requestNames)(
  '%s answers junk with an error, and its handler never sees it',
  async (name) => {
    const handler = vi.fn()
    const handlers = { [name]: handler } as unknown as Handlers
    const longAnswers = createLongAnswers()
    const router = createRouter({ handlers, origin, log: silentLogger, longAnswers })
    const junk = junkFor(name)
    expect(junk.length).toBeGreaterThan(4)
    for (const input of junk) {
      // One id for all: a call that was refused leaves nothing behind.
      const answer = await router.request(page, name, input, 'one')
      expect(answer).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
      if (!answer.ok) expect(answer.error.message).not.toMatch(/is taken|passwd|xxx/)
    }
    expect(handler).not.toHaveBeenCalled()
  },
)

test('the inputs that junk is made of are good ones', () => {
  for (const name of requestNames)
    expect(requests[name].input.safeParse(goodInputs[name]).error, name).toBe(undefined)
})

test('junk changes no prototype', () => {
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})
