import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from '../../../../../src/core/check/try/explain'
import { readTryResult, resultText } from '../../../../../src/core/check/try/result'
import { stepWords, tryReasons, tryStepIds } from '../../../../../src/core/check/try/steps'

const good = {
  id_token_claims: { iss: 'https://idp.example', sub: '1', email: 'ada@customer.example' },
  jsonnet_mapper_url: 'https://storage.example/a.jsonnet',
  jsonnet_input: { email: 'ada@customer.example' },
  jsonnet_output: { identity: { traits: { email: 'ada@customer.example' } } },
}
const failedAt = (step: string, reason: string, message = '') => ({
  error: { step, reason, message },
})

describe('a test sign-in', () => {
  it('that passed has every step, and its parts', () => {
    const result = readTryResult(good)
    expect(result.steps.map(({ status }) => status)).toEqual(tryStepIds.map(() => 'passed'))
    expect(result).toMatchObject({
      claims: good.id_token_claims,
      input: good.jsonnet_input,
      output: good.jsonnet_output,
      mapperUrl: good.jsonnet_mapper_url,
      problems: [],
      others: {},
    })
    expect(result.failure).toBeUndefined()
    expect(resultText(result, 'Okta')).toContain('Test sign-in with Okta: every step passed')
  })

  it.each(tryStepIds.map((id, index) => [id, index] as const))(
    'that stopped at %s passed what comes before, and reached nothing after',
    (id, index) => {
      const { steps, failure } = readTryResult(failedAt(id, 'exchange_failed', 'why'))
      expect(steps.map(({ status }) => status)).toEqual(
        tryStepIds.map((_, at) =>
          at === index ? 'failed' : at < index ? 'passed' : 'not-reached',
        ),
      )
      expect(failure?.message).toBe('why')
    },
  )

  it('that stopped elsewhere says of no step that it passed', () => {
    for (const step of ['callback', 'future_step']) {
      const { steps } = readTryResult(failedAt(step, 'future_reason'))
      expect(new Set(steps.slice(0, -1).map(({ status }) => status))).toEqual(new Set(['unknown']))
      expect(steps.at(-1)).toMatchObject({ id: step, status: 'failed' })
    }
  })

  it('shows schema errors, and keeps what has another form', () => {
    const problems = [{ path: '/traits/email', message: 'is required', future: 1 }]
    expect(readTryResult({ ...good, schema_validation_errors: problems }).problems).toEqual([
      { path: '/traits/email', message: 'is required' },
    ])
    const odd = { ...good, schema_validation_errors: ['text'], id_token_claims: 7, x_future: [1] }
    const result = readTryResult(odd)
    expect(result.claims).toBeUndefined()
    expect(result.others).toEqual({
      schema_validation_errors: ['text'],
      id_token_claims: 7,
      x_future: [1],
    })
  })

  it('that passed names the required traits that the person is asked for', () => {
    const missing_required_traits = ['/traits/name/first', '/traits/phone']
    const result = readTryResult({ ...good, missing_required_traits })
    expect(result).toMatchObject({ missingTraits: missing_required_traits, others: {} })
    expect(result.failure).toBeUndefined()
    expect(resultText(result, 'Okta')).toContain('Asked at the first sign-in: /traits/phone')
    const odd = readTryResult({ ...good, missing_required_traits: ['/traits/a', 7] })
    expect(odd).toMatchObject({
      missingTraits: ['/traits/a'],
      others: { missing_required_traits: ['/traits/a', 7] },
    })
    expect(readTryResult({ ...good, missing_required_traits: null }).missingTraits).toEqual([])
  })

  it('loses nothing of any payload, and throws for none', () => {
    const names = fc.constantFrom(
      ...Object.keys(good),
      'error',
      'schema_validation_errors',
      'missing_required_traits',
      'x',
    )
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (payload) => {
        const result = readTryResult(payload as never)
        resultText(result, 'A')
        const shown = JSON.stringify(result)
        for (const name of Object.keys(payload).filter((each) => each === 'x')) {
          const value = payload[name]
          if (value !== null && value !== '') expect(shown).toContain(JSON.stringify(value))
        }
        expect(result.steps.length).toBeGreaterThanOrEqual(tryStepIds.length)
      }),
    )
  })
})

describe('what went wrong', () => {
  it('is explained for every step and reason that Ory documents', () => {
    for (const step of [...tryStepIds, 'callback']) expect(stepWords(step)).toBeDefined()
    for (const reason of tryReasons) {
      const { meaning, remedy, title } = explain({ step: 'callback', reason, message: '' })
      expect(meaning).not.toContain('does not know')
      expect(remedy).toMatch(/\w/)
      expect(title).not.toContain('“')
    }
  })

  it('is told as it is where it is not known', () => {
    expect(explain({ step: 'new_step', reason: 'new_reason', message: 'm' })).toMatchObject({
      title: 'Stopped at the step “new_step”: “new_reason”',
      meaning: expect.stringContaining('does not know'),
      message: 'm',
    })
    expect(explain({ step: 'toString', reason: '__proto__', message: '' }).title).toContain(
      'toString',
    )
  })

  it.each([
    ['exchange_failed', 'oauth2: "invalid_client"', 'client_secret', /client secret/],
    [
      'exchange_failed',
      `"unauthorized_client" "AADSTS700016: Application with identifier 'x.y' was not found in the directory 'Z'."`,
      'client_id',
      /client ID/,
    ],
    [
      'exchange_failed',
      '"invalid_client" "The OAuth client was not found."',
      'client_id',
      /client ID/,
    ],
    ['exchange_failed', '"deleted_client" "The OAuth client was deleted."', 'client_id', /tenant/],
    [
      'exchange_failed',
      `"invalid_client" "Invalid value for 'client_id' parameter."`,
      'client_id',
      /client ID/,
    ],
    ['exchange_failed', '"invalid_request" "Unknown client: abc"', 'client_id', /client ID/],
    [
      'exchange_failed',
      `"unauthorized_client" "Grant type 'authorization_code' not allowed for the client."`,
      'client_id',
      /authorization code flow/,
    ],
    ['access_denied', '"unauthorized_client" "no such application"', 'client_id', /client ID/],
    ['access_denied', 'User is not assigned to the client application.', 'scope', /Assign/],
    [
      'exchange_failed',
      '"invalid_client" "AADSTS7000215: Invalid client secret provided for app ‘x’."',
      'client_secret',
      /client secret/,
    ],
    [
      'exchange_failed',
      '"unauthorized_client" "Invalid client secret"',
      'client_secret',
      /client secret/,
    ],
    [
      'exchange_failed',
      '"invalid_client" "Invalid client or Invalid client credentials"',
      'client_secret',
      /client secret/,
    ],
    ['exchange_failed', '"redirect_uri_mismatch" "Bad Request"', undefined, /redirect URL/],
    ['exchange_failed', 'redirect_uri did not match', undefined, /redirect URL/],
    ['exchange_failed', 'invalid_grant', 'pkce', /PKCE/],
    ['exchange_failed', 'dial tcp: no such host', 'issuer_url', /reachable/],
    ['verification_failed', 'expected audience "a" got ["b"]', 'client_id', /client ID/],
    ['verification_failed', 'id token issued by a different provider', 'issuer_url', /slash/],
    ['verification_failed', 'token is expired', undefined, /clock/],
    ['evaluation_failed', 'RUNTIME ERROR', 'mapper_url', /mapper/],
  ])('%s with %s points to %s', (reason, message, field, remedy) => {
    const found = explain({ step: 'token_exchange', reason, message })
    expect(found.field).toBe(field)
    expect(found.remedy).toMatch(remedy)
  })
})
