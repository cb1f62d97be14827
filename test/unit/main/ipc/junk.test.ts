import { expect, test, vi } from 'vitest'
import { emptyDraft } from '../../../../src/core/draft/draft'
import { errorCodes } from '../../../../src/core/errors/app-error'
import { requests, type RequestName } from '../../../../src/core/ipc/contract'
import { createLongAnswers } from '../../../../src/main/ipc/long-answers'
import { createRouter, type Handlers } from '../../../../src/main/ipc/router'
import { everyRequest } from '../../../support/every-request'
import { junkFor } from '../../../support/junk'
import { silentLogger } from '../../../support/silent-logger'

const origin = 'app://workbench'
const page = { id: 1, isMainFrame: true, origin }
const id = '450fa61b-18fd-48b6-8744-5a1395ddba47'

const good = everyRequest({
  workspaceId: id,
  apiAddress: 'https://api.example.com',
  apiKey: 'ory_wak_junk',
  projectId: id,
  slug: 'brave-lovelace-7k2m9x4q1d',
  organizationId: id,
  connectionKey: 'oidc:acme',
  mapperUrl: 'base64://e30=',
  domain: 'acme.example',
  linkId: id,
  expiresAt: '2030-01-01T00:00:00.000Z',
  publishId: id,
  draft: emptyDraft(id, 'revision'),
  sequence: 1,
  shown: 'shown',
})
const names = Object.keys(requests) as RequestName[]

test.each(names)('%s answers junk with an error, and its handler never sees it', async (name) => {
  const handler = vi.fn()
  const handlers = { [name]: handler } as unknown as Handlers
  const longAnswers = createLongAnswers()
  const router = createRouter({ handlers, origin, log: silentLogger, longAnswers })
  const junk = junkFor(name, good[name])
  expect(junk.length).toBeGreaterThan(4)
  for (const input of junk) {
    // One id for all: a call that was refused leaves nothing behind.
    const answer = await router.request(page, name, input, 'one')
    expect(answer).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
    if (!answer.ok) expect(answer.error.message).not.toMatch(/is taken|passwd|xxx/)
  }
  expect(handler).not.toHaveBeenCalled()
  expect(errorCodes).toContain('request.invalid')
})

test('the inputs that junk is made of are good ones', () => {
  for (const name of names)
    expect(requests[name].input.safeParse(good[name]).error, name).toBe(undefined)
})

test('junk changes no prototype', () => {
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})
