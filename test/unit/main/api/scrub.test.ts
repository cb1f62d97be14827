import fc from 'fast-check'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { JsonValue } from '../../../../src/core/model/json'
import { createApiClient } from '../../../../src/main/api/client'
import { createTransportLoader } from '../../../../src/main/api/dispatcher'
import { patchProjectWithRevision } from '../../../../src/main/api/endpoints/projects'
import { createPortalLink } from '../../../../src/main/api/endpoints/portal-links'
import { secretsOf } from '../../../../src/main/api/scrub-call'
import { hidden } from '../../../../src/core/fields/hidden-text'
import { createSecretsInUse } from '../../../../src/main/scrub/secrets-in-use'
import { anySecret, secretForms, shownPieces } from '../../../support/texts/secret-forms'
import { atEnd } from '../../../support/runner/at-end'
import { startServer } from './servers'
import { mayWrite } from '../../../support/services/write-access'
import { anyUuid } from '../../../support/states/project-ids'
import { projectIdOf } from '../../../../src/core/model/project-id'

const targetAt = (apiAddress: string) => ({
  projectId: projectIdOf(apiAddress, anyUuid),
  revisionId: 'r',
})
const providers = '/services/identity/config/selfservice/methods/oidc/config/providers'
const project = {
  id: anyUuid,
  name: 'Project',
  slug: 'slug',
  state: 'running',
  environment: 'dev',
  revision_id: 'r2',
  services: { identity: { config: {} } },
}

/** Where in its answer a server may quote. */
const quotings: Record<string, (text: string, response: ServerResponse) => void> = {
  'in the message of an error': (text, response) =>
    response.writeHead(400).end(JSON.stringify({ error: { code: 400, message: text } })),
  'in the reason': (text, response) =>
    response.writeHead(422).end(JSON.stringify({ error: { message: 'No.', reason: text } })),
  'in a flat error': (text, response) =>
    response.writeHead(400).end(JSON.stringify({ error: 'bad', error_description: text })),
  'in bare text': (text, response) => response.writeHead(400).end(`refused ${text} here`),
  'in the names of an error': (text, response) =>
    response.writeHead(403).end(
      JSON.stringify({
        error: {
          id: 'feature_not_available',
          message: `Upgrade for "${text}"`,
          request: text,
          details: { feature: text },
        },
      }),
    ),
  'in a warning': (text, response) =>
    response.writeHead(200).end(
      JSON.stringify({
        project,
        warnings: [{ code: 1, message: text, details: { given: [text] } }],
      }),
    ),
}

const names = Object.keys(secretForms)

/** A client of a server that answers every request by `answer`. */
async function quotingServer() {
  let answer = (response: ServerResponse): unknown => response.writeHead(500).end()
  const server = await startServer((_request, response) => answer(response))
  const transport = createTransportLoader({})
  atEnd(() => transport.close())
  const sleep = () => Promise.resolve()
  return {
    api: createApiClient({ transport, userAgent: 'test/1', sleep, timeout: 5000 }),
    apiAddress: server.address,
    answers: (next: typeof answer) => {
      answer = next
    },
  }
}

test.each(Object.keys(quotings))('no secret that was sent comes back %s', async (where) => {
  const { api, apiAddress, answers } = await quotingServer()
  const key = fc.stringMatching(/^ory_wak_[A-Za-z0-9]{12,32}$/)
  await fc.assert(
    fc.asyncProperty(anySecret, key, fc.constantFrom(...names), async (secret, apiKey, name) => {
      const form = secretForms[name]!
      answers((response) => quotings[where]!(`${form(secret)} and ${form(apiKey)}`, response))
      const operations = [
        { op: 'replace', path: `${providers}/0/client_secret`, value: secret },
        { op: 'replace', path: `${providers}/0/label`, value: 'Okta' },
      ]
      const result = await patchProjectWithRevision(
        api,
        mayWrite({ apiAddress, apiKey }),
        targetAt(apiAddress),
        operations,
      )
      const texts: string[] = []
      JSON.stringify(result, (_name, item: unknown) => {
        if (typeof item === 'string') texts.push(item)
        return item
      })
      for (const text of [...texts, JSON.stringify(result)]) {
        expect(shownPieces(text, secret)).toEqual([])
        expect(shownPieces(text, apiKey)).toEqual([])
      }
      expect(texts.some((text) => text.includes(hidden))).toBe(true)
    }),
    { numRuns: 40 },
  )
})

const call = (body: JsonValue) => ({
  access: mayWrite({ apiAddress: 'https://api.example', apiKey: 'the key' }),
  method: 'PATCH' as const,
  segments: ['x'],
  body,
})

test.each<[string, JsonValue, string[]]>([
  ['an operation on a member', [{ op: 'add', path: '/a/client_secret', value: 'one' }], ['one']],
  [
    'a whole entry',
    [{ op: 'add', path: '/a/-', value: { id: 'x', apple_private_key: 'two', label: 'L' } }],
    ['two'],
  ],
  [
    'a whole node',
    [{ op: 'add', path: '/oidc', value: { config: { providers: [{ client_secret: 'three' }] } } }],
    ['three'],
  ],
  ['an unknown member by its name', { label: 'L', scim_token: 'four' }, ['four']],
  [
    'no claims and no field of a form',
    [
      { op: 'replace', path: '/a/requested_claims', value: { id_token: { email: 'five' } } },
      { op: 'replace', path: '/a/token_url', value: 'https://six.example' },
    ],
    [],
  ],
])('the secrets of a request: %s', (_name, body, expected) => {
  expect(secretsOf(call(body))).toEqual(['the key', ...expected])
})

test('a secret that stands where a message is cut leaves no part of it', async () => {
  const { api, apiAddress, answers } = await quotingServer()
  const access = mayWrite({ apiAddress, apiKey: 'ory_wak_0123456789abcdef' })
  const secret = 'Kx81mQz7Lw03'
  const operations = [{ op: 'add', path: '/a/client_secret', value: secret }]
  for (let before = 1988; before <= 2000; before += 1) {
    const message = `${'x'.repeat(before - 1)} ${secret} and more`
    answers((response) => response.writeHead(400).end(JSON.stringify({ error: { message } })))
    const result = await patchProjectWithRevision(api, access, targetAt(apiAddress), operations)
    if (result.ok) throw new Error('It was refused')
    const whole = `${'x'.repeat(before - 1)} ${hidden} and more`
    expect(result.error.message).toBe(whole.slice(0, 2000))
  }
})

test('what one request carried is hidden in the answers to later ones too', async () => {
  const { api, apiAddress, answers } = await quotingServer()
  const access = mayWrite({ apiAddress, apiKey: 'ory_wak_0123456789abcdef' })
  const secret = 'sent-by-an-earlier-request'
  answers((response) => response.writeHead(400).end(`{"message":"${secret}"}`))
  const body = { client_secret: secret }
  await createPortalLink(api, access, projectIdOf(apiAddress, anyUuid), 'o', body)
  const later = await createPortalLink(api, access, projectIdOf(apiAddress, anyUuid), 'o', {})
  expect(later).toMatchObject({ ok: false, error: { code: 'api.rejected', message: hidden } })
})

test('a success has a secret that was sent in its own field alone, and all else as it was answered', async () => {
  const { apiAddress, answers } = await quotingServer()
  const secrets = createSecretsInUse()
  const transport = createTransportLoader({})
  atEnd(() => transport.close())
  const api = createApiClient({ transport, userAgent: 'test/1', secrets })
  const secret = 'the same text as the secret'
  const answered = { ...project, note: 'untouched', client_secret: secret, future: { a: [secret] } }
  answers((response) => void response.writeHead(200).end(JSON.stringify({ project: answered })))
  const access = mayWrite({ apiAddress, apiKey: 'ory_wak_0123456789abcdef' })
  const operations = [{ op: 'add', path: '/a/client_secret', value: secret }]
  const result = await patchProjectWithRevision(api, access, targetAt(apiAddress), operations)
  expect(result).toEqual({
    ok: true,
    value: { project: { ...answered, future: { a: [hidden] } }, warnings: [] },
  })
})

test.each<[string, JsonValue, string]>([
  ['a member', { label: hidden, domains: [] }, 'Label'],
  ['an operation', [{ op: 'add', path: '/a/0/domains/0', value: `x ${hidden}` }], 'Domains'],
  ['a new entry', [{ op: 'add', path: '/a/-', value: { id: 'x', label: hidden } }], 'Label'],
  ['a secret', { client_secret: `ab${hidden}` }, 'Client secret'],
])('a body that would write back what hides a secret is not sent: %s', async (_, body, field) => {
  const { api, apiAddress, answers } = await quotingServer()
  let requests = 0
  answers((response) => {
    requests += 1
    response.writeHead(500).end()
  })
  const access = mayWrite({ apiAddress, apiKey: 'ory_wak_0123456789abcdef' })
  const sent = { access, method: 'PATCH', segments: ['projects', anyUuid, 'x'], body } as const
  expect(await api.send(sent)).toMatchObject({
    error: {
      code: 'request.invalid',
      arrived: false,
      message: expect.stringContaining(`“${field}” contains “[hidden]”`),
    },
  })
  expect(requests).toBe(0)
})
