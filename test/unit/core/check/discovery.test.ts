import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  claimsStep,
  endpointsStep,
  parseJsonObject,
  pkceStep,
  scopesStep,
} from '../../../../src/core/check/discovery'
import { issuerStep } from '../../../../src/core/check/issuer'
import { keysStep, selectKeys } from '../../../../src/core/check/keys'
import { checkStepSchema } from '../../../../src/core/check/report'
import type { IssuerUse } from '../../../../src/core/check/target'
import { isJsonObject, type JsonObject } from '../../../../src/core/model/json'

const use: IssuerUse = {
  issuer: 'https://a.example',
  field: 'issuer_url',
  discovery: 'discovered',
}
const good = {
  issuer: 'https://a.example',
  authorization_endpoint: 'https://a.example/authorize',
  token_endpoint: 'https://a.example/token',
  jwks_uri: 'https://a.example/keys',
}

describe('JSON', () => {
  it.each([
    ['{"a":1}', undefined],
    ['', /empty/],
    ['[1]', /not an object/],
    ['null', /not an object/],
    ['{"a":', /breaks off/],
    [' <!DOCTYPE html><p>', /web page/],
    ['<html lang="en">', /web page/],
    ['<xml/>', /not JSON/],
  ])('%s', (text, why) => {
    const parsed = parseJsonObject(text)
    expect(parsed.ok).toBe(why === undefined)
    if (!parsed.ok) expect(parsed.why).toMatch(why ?? /^$/)
  })
})

describe('endpoints', () => {
  it.each<[object, object, string, RegExp]>([
    [{}, {}, 'passed', /https/],
    [{ token_endpoint: undefined }, {}, 'failed', /token endpoint/],
    [{}, { claims_source: 'userinfo' }, 'failed', /userinfo endpoint/],
    [{ userinfo_endpoint: 'http://a.example/u' }, {}, 'failed', /userinfo endpoint/],
    [{ jwks_uri: 'http://a.example/k' }, {}, 'failed', /key set/],
    [{ token_endpoint: '/token' }, {}, 'failed', /token endpoint/],
    [{ response_types_supported: ['code', 'id_token'] }, {}, 'passed', /code/],
    [{ response_types_supported: ['code', 'code id_token token'] }, {}, 'passed', /code/],
    [{ response_types_supported: ['code id_token'] }, {}, 'passed', /code/],
    [{ response_types_supported: ['id_token', 'id_token token'] }, {}, 'failed', /response type/],
    [
      { token_endpoint_auth_methods_supported: ['private_key_jwt'] },
      {},
      'failed',
      /private_key_jwt/,
    ],
    [{ token_endpoint_auth_methods_supported: ['client_secret_post'] }, {}, 'passed', /secret/],
    [{ token_endpoint_auth_methods_supported: ['none'] }, {}, 'warning', /none/],
    [{ token_endpoint_auth_methods_supported: ['basic'] }, {}, 'warning', /basic/],
    [
      { token_endpoint_auth_methods_supported: ['private_key_jwt', 'any'] },
      {},
      'warning',
      /private_key_jwt/,
    ],
    [
      { token_endpoint_auth_methods_supported: ['private_key_jwt client_secret_post'] },
      {},
      'passed',
      /secret/,
    ],
    [{ token_endpoint_auth_methods_supported: [5, null] }, {}, 'passed', /secret/],
    [{ token_endpoint_auth_methods_supported: 'none' }, {}, 'passed', /secret/],
    [{ response_types_supported: ['authorization_code'] }, {}, 'passed', /code/],
  ])('%o with %o: %s', (more, fields, status, words) => {
    const document = JSON.parse(JSON.stringify({ ...good, ...more })) as JsonObject
    const step = endpointsStep(document, use, fields as JsonObject)
    expect(step).toMatchObject({ status, text: expect.stringMatching(words) })
  })

  it('are Ory’s own affair where it makes them itself', () => {
    expect(endpointsStep({}, { ...use, discovery: 'built' }, {}).status).toBe('warning')
  })
})

describe('PKCE', () => {
  const [s256, plain] = [['S256'], ['plain']]
  it.each<[string[] | undefined, object, string]>([
    [s256, {}, 'passed'],
    [s256, { pkce: 'force' }, 'passed'],
    [s256, { pkce: 'never' }, 'passed'],
    [plain, {}, 'passed'],
    [undefined, {}, 'passed'],
    [undefined, { pkce: 'auto' }, 'passed'],
    [plain, { pkce: 'force' }, 'failed'],
    [undefined, { pkce: 'force' }, 'warning'],
    [plain, { provider: 'uaepass', pkce: 'auto' }, 'failed'],
    [plain, { provider: 'uaepass', pkce: 'never' }, 'passed'],
  ])('offered %o, set %o: %s', (offered, fields, status) => {
    const document: JsonObject = offered ? { code_challenge_methods_supported: offered } : {}
    expect(pkceStep(document, fields as JsonObject).status).toBe(status)
  })

  it('can be set back where it was set', () => {
    const document = { code_challenge_methods_supported: ['plain'] }
    expect(pkceStep(document, { pkce: 'force' }).fix).toEqual({ field: 'pkce', value: 'auto' })
    expect(pkceStep(document, { provider: 'uaepass' }).fix).toBeUndefined()
  })
})

describe('scopes and claims', () => {
  it.each<[object, object, string]>([
    [{}, { scope: ['email'] }, 'skipped'],
    [{ scopes_supported: ['openid', 'email'] }, { scope: ['email'] }, 'passed'],
    [{ scopes_supported: ['openid'] }, { scope: ['email'] }, 'warning'],
    [{ scopes_supported: ['email'] }, { scope: ['email'], provider: 'generic' }, 'warning'],
    [{ scopes_supported: ['email'] }, { scope: ['email'], provider: 'auth0' }, 'passed'],
    [{ scopes_supported: 'openid' }, { scope: ['email'] }, 'skipped'],
    [{ scopes_supported: [] }, {}, 'skipped'],
    [{ scopes_supported: [] }, { scope: ['email'], provider: 'generic' }, 'skipped'],
    [{ scopes_supported: ['openid'] }, { scope: ['https://a.example/api/read'] }, 'passed'],
    [{ scopes_supported: ['openid'] }, { scope: ['User.Read'] }, 'warning'],
  ])('scopes: %o with %o: %s', (document, fields, status) => {
    expect(scopesStep(document as JsonObject, use, fields as JsonObject).status).toBe(status)
  })

  it('remind of Okta’s authorization server', () => {
    const okta = { ...use, issuer: 'https://x.okta.com' }
    const step = scopesStep({ scopes_supported: ['openid'] }, okta, { scope: ['groups2'] })
    expect(step.remedy).toContain('/oauth2/default')
  })

  const requested_claims = { id_token: { email: null }, userinfo: { groups: { essential: true } } }
  it.each<[object, object, string]>([
    [{ claims_supported: ['email'] }, {}, 'skipped'],
    [{}, { requested_claims }, 'skipped'],
    [{ claims_supported: ['email', 'groups'] }, { requested_claims }, 'passed'],
    [{ claims_supported: ['email'] }, { requested_claims }, 'warning'],
    [{ claims_parameter_supported: false }, { requested_claims }, 'warning'],
    [{ claims_supported: ['a'] }, { requested_claims: 'groups' }, 'skipped'],
  ])('claims: %o with %o: %s', (document, fields, status) => {
    expect(claimsStep(document as JsonObject, fields as JsonObject).status).toBe(status)
  })
})

describe('keys', () => {
  const rsa = { kty: 'RSA', kid: '1', n: 'x', e: 'AQAB' }
  const ec = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }
  const algorithms = (...names: string[]) => ({ id_token_signing_alg_values_supported: names })

  it.each<[string, object[], object, string[]]>([
    ['RS256 is expected where nothing is said', [rsa, ec], {}, ['RS256']],
    ['the curve says the algorithm', [ec], algorithms('ES256'), ['ES256']],
    ['another curve does not', [{ ...ec, crv: 'P-384' }], algorithms('ES256'), []],
    ['a key for encryption does not count', [{ ...rsa, use: 'enc' }], {}, []],
    ['nor one that may only sign', [{ ...rsa, key_ops: ['sign'] }], {}, []],
    ['one that may verify does', [{ ...rsa, key_ops: ['verify'] }], {}, ['RS256']],
    ['the key’s own algorithm has to be offered', [{ ...rsa, alg: 'RS512' }], {}, []],
    ['and counts if it is', [{ ...rsa, alg: 'RS512' }], algorithms('RS256', 'RS512'), ['RS512']],
    ['Ed25519', [{ kty: 'OKP', crv: 'Ed25519', x: 'x' }], algorithms('EdDSA'), ['EdDSA']],
    ['shared secrets are none', [{ kty: 'oct', k: 'x' }], {}, []],
  ])('%s', (_what, keys, document, expected) => {
    const selection = selectKeys({ keys } as JsonObject, document as JsonObject)
    expect(selection?.candidates.map(({ algorithm }) => algorithm)).toEqual(expected)
    expect(keysStep(selection, expected.length).status).toBe(
      expected.length > 0 ? 'passed' : 'failed',
    )
  })

  it('that only HS256 could use verify nothing', () => {
    const selection = selectKeys({ keys: [rsa] }, algorithms('HS256', 'none'))
    expect(keysStep(selection, 0)).toMatchObject({
      status: 'failed',
      text: expect.stringContaining('“HS256” and “none”'),
    })
  })

  it('that are no list, none, or damaged', () => {
    expect(keysStep(selectKeys({ keys: {} }, {}), 0).text).toContain('no list')
    expect(keysStep(selectKeys({ keys: [] }, {}), 0).text).toContain('empty')
    expect(keysStep(selectKeys({ keys: [rsa] }, {}), 0).text).toContain('None')
  })
})

it('judges any document without failing, in steps of the contract', () => {
  const names = [
    'issuer',
    'authorization_endpoint',
    'token_endpoint',
    'jwks_uri',
    'response_types_supported',
    'scopes_supported',
    'claims_supported',
    'code_challenge_methods_supported',
    'id_token_signing_alg_values_supported',
    'keys',
  ]
  const value = fc.oneof(fc.jsonValue(), fc.array(fc.string()), fc.webUrl())
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...names), value),
      fc.dictionary(
        fc.constantFrom('scope', 'pkce', 'requested_claims', 'provider', 'claims_source'),
        value,
      ),
      (document, fields) => {
        const [doc, entry] = [document, fields] as unknown as [JsonObject, JsonObject]
        if (!isJsonObject(doc)) return
        const steps = [
          issuerStep(use, doc['issuer']),
          endpointsStep(doc, use, entry),
          pkceStep(doc, entry),
          scopesStep(doc, use, entry),
          claimsStep(doc, entry),
          keysStep(selectKeys(doc, doc), 0),
        ]
        for (const step of steps) {
          expect(checkStepSchema.parse(step)).toEqual(step)
          expect(step.text.length).toBeLessThan(5_000)
        }
      },
    ),
  )
})
