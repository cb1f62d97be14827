import { describe, expect, it } from 'vitest'
import { issuerOfConnection } from '../../../../../src/core/mapper/kratos/issuer'
import { normaliseClaims } from '../../../../../src/core/mapper/kratos/normalise'
import type { JsonObject } from '../../../../../src/core/model/json'
import { ids, claims } from '../../../../support/mapping/normalise'

describe('claims of the OpenID Connect family', () => {
  it('have the whole payload in raw_claims', () => {
    const payload = { ...ids, email: 'ann@example.com', groups: ['a'] }
    expect(claims('generic', payload)).toEqual({
      ...ids,
      email: 'ann@example.com',
      raw_claims: payload,
    })
  })

  it('leave out what is empty, false or 0, but keep it in raw_claims', () => {
    const payload = {
      ...ids,
      email_verified: false,
      name: '',
      updated_at: 0,
      amr: [],
      nickname: null,
    }
    expect(claims('google', payload)).toEqual({ ...ids, raw_claims: payload })
  })

  const decoded: readonly (readonly [JsonObject, JsonObject | string])[] = [
    [{ email_verified: 'true' }, { email_verified: true }],
    [{ email_verified: 'false' }, {}],
    [{ email_verified: 1 }, 'boolean unmarshal error: invalid input 1'],
    [{ email_verified: null }, 'boolean unmarshal error: invalid input null'],
    [{ locale: 'de' }, { locale: 'de' }],
    [{ locale: { language: 'de', country: 'DE' } }, { locale: 'de-DE' }],
    [{ locale: { language: 'de' } }, { locale: 'de' }],
    [
      { locale: 5 },
      'json: cannot unmarshal number into Go struct field Claims.locale of type string',
    ],
    [{ updated_at: 1700000000 }, { updated_at: 1700000000 }],
    [
      { updated_at: '2023-11-14T22:13:20Z' },
      'json: cannot unmarshal string into Go struct field Claims.updated_at of type int64',
    ],
    [
      { updated_at: 1.5 },
      'json: cannot unmarshal number 1.5 into Go struct field Claims.updated_at of type int64',
    ],
    [{ name: 5 }, 'json: cannot unmarshal number into Go struct field Claims.name of type string'],
    [
      { name: { a: 1 } },
      'json: cannot unmarshal object into Go struct field Claims.name of type string',
    ],
    [
      { name: ['a'] },
      'json: cannot unmarshal array into Go struct field Claims.name of type string',
    ],
    [
      { phone_number_verified: 'true' },
      'json: cannot unmarshal string into Go struct field Claims.phone_number_verified of type bool',
    ],
    [{ amr: ['pwd', 'mfa'] }, { amr: ['pwd', 'mfa'] }],
    [
      { amr: 'pwd' },
      'json: cannot unmarshal string into Go struct field Claims.amr of type []string',
    ],
    [{ Email: 'A@b.c' }, { email: 'A@b.c' }],
    [
      { hd: 'example.com', team: 'T1', oid: 'o1', acr: '1' },
      { hd: 'example.com', team: 'T1', oid: 'o1', acr: '1' },
    ],
  ]

  it.each(decoded)('%j becomes %j', (sent, wanted) => {
    const payload = { ...ids, ...sent }
    const expected =
      typeof wanted === 'string' ? wanted : { ...ids, ...wanted, raw_claims: payload }
    expect(claims('generic', payload)).toEqual(expected)
  })

  it('stop before the mapper without sub or iss', () => {
    expect(claims('generic', { iss: 'x' })).toBe('provider did not return a subject')
    expect(claims('generic', { iss: 'x', sub: '' })).toBe('provider did not return a subject')
    expect(claims('generic', { sub: 'x', aud: 'c' })).toBe(
      'oidc: id token issued by a different provider, expected "the issuer of the connection" got ""',
    )
    expect(claims('saml', { sub: 'x' })).toBe('issuer not set in claims')
  })

  it('of a userinfo answer have the issuer of the ID token', () => {
    const payload = { sub: 'u1', groups: ['g'] }
    const issuer = 'https://login.example.com'
    const result = normaliseClaims('generic', payload, { issuer })
    expect(result).toMatchObject({ value: { claims: { iss: issuer, raw_claims: payload } } })
    expect(claims('generic', payload)).toMatchObject({ iss: 'https://issuer.example' })
    expect(claims('generic', { sub: 'u1', email: ['a'] })).toBe(
      'oidc: failed to decode userinfo: json: cannot unmarshal array into Go struct field userInfoRaw.email of type string',
    )
    expect(claims('generic', { sub: 'u1', email_verified: 'yes' })).toBe(
      'oidc: failed to decode userinfo: invalid value for boolean',
    )
  })

  it('of a userinfo answer without sub are about somebody else than the ID token', () => {
    const text = 'sub (Subject) claim mismatch between ID token and UserInfo endpoint'
    const payloads: JsonObject[] = [{ email: 'a@b.example' }, { sub: '' }, { sub: null }]
    for (const payload of payloads) {
      expect(normaliseClaims('generic', payload)).toMatchObject({
        error: { code: 'mapper.runtime', text, form: [{ id: 4_000_001, text }] },
      })
    }
    // A wrong type is found first, and ends on the error page.
    const wrong = normaliseClaims('generic', { sub: 5 })
    expect(wrong).toMatchObject({ error: { text: expect.stringContaining('userInfoRaw.sub') } })
    expect(wrong).not.toHaveProperty('error.form')
    // Kinds without an ID token have nothing to compare it with.
    expect(normaliseClaims('auth0', { email: 'a@b.example' })).toMatchObject({
      error: { status: 502 },
    })
  })

  it.each<[JsonObject, string | undefined, string | undefined]>([
    [{ aud: 'app' }, 'app', undefined],
    [{ aud: ['x', 'app'] }, 'app', undefined],
    [{ aud: 'App' }, 'app', '"app" got ["App"]'],
    [{ aud: 'app ' }, 'app', '"app" got ["app "]'],
    [{ aud: [] }, 'app', '"app" got []'],
    [{ aud: '' }, 'app', '"app" got [""]'],
    [{ aud: null }, 'app', '"app" got [""]'],
    // Without a client ID only what no client can be is refused.
    [{ aud: 'other' }, undefined, undefined],
    [{ aud: [] }, undefined, '"the client ID of the connection" got []'],
    [{ aud: null }, undefined, '"the client ID of the connection" got [""]'],
    // Claims without times were taken out of their token, those with times are a whole one.
    [{}, 'app', undefined],
    [{ exp: 1_795_698_481 }, 'app', '"app" got []'],
    [{ iat: 1_795_698_481 }, undefined, '"the client ID of the connection" got []'],
  ])('of a token with %j are taken by the client %s: %s', (more, clientId, wanted) => {
    const checked = normaliseClaims('generic', { ...ids, ...more }, { clientId })
    const text = wanted === undefined ? undefined : `oidc: expected audience ${wanted}`
    expect(checked.ok ? undefined : checked.error.text).toBe(text)
  })

  it('of Google may name their issuer without its scheme', () => {
    const expected = { issuer: 'https://accounts.google.com' }
    const read = (iss: string) => normaliseClaims('google', { ...ids, iss }, expected)
    expect(read('accounts.google.com')).toMatchObject({
      value: { claims: { iss: 'accounts.google.com' } },
    })
    expect(read('accounts.google.org').ok).toBe(false)
    const other = { issuer: 'https://a.example' }
    expect(normaliseClaims('generic', { ...ids, iss: 'a.example' }, other).ok).toBe(false)
  })

  const connectionIssuer = 'https://sso.example'
  it.each([
    ['generic', connectionIssuer, 'connection'],
    ['jackson', connectionIssuer, 'connection'],
    ['gitlab', connectionIssuer, 'connection'],
    ['salesforce', connectionIssuer, 'connection'],
    ['google', 'https://accounts.google.com', 'kind'],
    ['line', 'https://access.line.me', 'kind'],
    ['linkedin_v2', 'https://www.linkedin.com', 'kind'],
    ['netid', 'https://broker.netid.de/', 'kind'],
  ])('of %s without iss have that of the connection or of the kind', (kind, iss, from) => {
    const known = normaliseClaims(kind, { sub: 'u1' }, { connectionIssuer })
    expect(known).toMatchObject({ value: { claims: { iss }, issuerFrom: from } })
    const own = { iss: 'https://own.example', sub: 'u1' }
    const named = normaliseClaims(kind, own, { connectionIssuer })
    expect(named).toMatchObject({ value: { claims: { iss: own.iss } } })
    expect(named).not.toHaveProperty('value.issuerFrom')
  })

  it('have the issuer of a connection as its fields tell', () => {
    const tenant = '0f8fad5b-d9cb-469f-a165-70867728950e'
    expect(issuerOfConnection('generic', { issuer_url: 'https://a.example' })).toBe(
      'https://a.example',
    )
    expect(issuerOfConnection('generic', {})).toBeUndefined()
    expect(issuerOfConnection('google', { issuer_url: 'https://a.example' })).toBe(
      'https://accounts.google.com',
    )
    expect(issuerOfConnection('gitlab', {})).toBe('https://gitlab.com')
    expect(issuerOfConnection('microsoft', { microsoft_tenant: tenant })).toBe(
      `https://login.microsoftonline.com/${tenant}/v2.0`,
    )
    expect(issuerOfConnection('microsoft', { microsoft_tenant: 'common' })).toBeUndefined()
  })

  it.each<[JsonObject, string | undefined]>([
    [{ iss: 'https://a.example', aud: 'app' }, undefined],
    [{ iss: 'https://a.example', aud: ['other', 'app'] }, undefined],
    [{ iss: 'https://a.example' }, undefined],
    [{ iss: 'https://a.example', aud: 'other' }, 'oidc: expected audience "app" got ["other"]'],
    [{ iss: 'https://a.example', aud: ['x', 'y'] }, 'oidc: expected audience "app" got ["x" "y"]'],
    [
      { iss: 'https://b.example', aud: 'app' },
      'oidc: id token issued by a different provider, expected "https://a.example" got "https://b.example"',
    ],
  ])('of a token with %j are held against the connection', (token, refused) => {
    const expected = { issuer: 'https://a.example', clientId: 'app' }
    const result = normaliseClaims('generic', { sub: 'u1', ...token }, expected)
    expect(result.ok ? undefined : result.error.text).toBe(refused)
  })

  // Recorded from Go's `encoding/json` with structures of these fields.
  const field = 'Go struct field'
  it.each([
    [
      '"updated_at":1700000000.0',
      `number 1700000000.0 into ${field} Claims.updated_at of type int64`,
    ],
    ['"updated_at":1.7e9', `number 1.7e9 into ${field} Claims.updated_at of type int64`],
    ['"updated_at":1e400', `number 1e400 into ${field} Claims.updated_at of type int64`],
    [
      '"updated_at":9223372036854775808',
      `number 9223372036854775808 into ${field} Claims.updated_at of type int64`,
    ],
    ['"raw_claims":"x"', `string into ${field} Claims.raw_claims of type map[string]interface {}`],
    ['"raw_claims":[]', `array into ${field} Claims.raw_claims of type map[string]interface {}`],
    ['"raw_claims":{"x":1e400}', `number 1e400 into ${field} Claims.raw_claims of type float64`],
    ['"huge":1e400', 'number 1e400 into Go value of type float64'],
    ['"a":{"b":[-1E+999]}', 'number -1E+999 into Go value of type float64'],
    ['"amr":[1,"a"]', `number into ${field} Claims.amr of type string`],
    ['"amr":[["x"]]', `array into ${field} Claims.amr of type string`],
    ['"amr":"x","AMR":["a"]', `string into ${field} Claims.amr of type []string`],
    ['"locale":[1]', `array into ${field} Claims.locale of type string`],
    ['"locale":true', `bool into ${field} Claims.locale of type string`],
    ['"locale":{"language":5,"country":"DE"}', `object into ${field} Claims.locale of type string`],
    ['"phone_number_verified":1', `number into ${field} Claims.phone_number_verified of type bool`],
    ['"email":true,"name":{}', `bool into ${field} Claims.email of type string`],
    ['"email":"a","email":5', `number into ${field} Claims.email of type string`],
    ['"email":5,"email":"a"', `number into ${field} Claims.email of type string`],
  ])('with %s are refused', (members, message) => {
    const json = `{"iss":"i","sub":"s",${members}}`
    const result = normaliseClaims('generic', JSON.parse(json) as JsonObject, { json })
    expect(result.ok ? undefined : result.error.text).toBe(`json: cannot unmarshal ${message}`)
  })

  it('that a decoder of their own refuses end all at once', () => {
    expect(claims('generic', { ...ids, email: 5, email_verified: { a: 1 } })).toBe(
      'boolean unmarshal error: invalid input {"a":1}',
    )
  })

  it.each([
    ['"sub":5', `json: cannot unmarshal number into ${field} idToken.sub of type string`],
    ['"aud":5', `json: cannot unmarshal number into ${field} idToken.aud of type []string`],
    ['"aud":[1]', `json: cannot unmarshal number into ${field} idToken.aud of type string`],
    ['"exp":true', `json: cannot unmarshal bool into ${field} idToken.exp of type json.Number`],
    ['"exp":1e400', 'strconv.ParseFloat: parsing "1e400": value out of range'],
    ['"exp":null', 'strconv.ParseFloat: parsing "": invalid syntax'],
    [
      '"exp":"x"',
      String.raw`json: invalid number literal, trying to unmarshal "\"x\"" into Number`,
    ],
    ['"at_hash":5', `json: cannot unmarshal number into ${field} idToken.at_hash of type string`],
    [
      '"_claim_names":{"a":1}',
      `json: cannot unmarshal number into ${field} idToken._claim_names of type string`,
    ],
  ])('of a token with %s are refused before', (members, message) => {
    const json = `{"iss":"i","sub":"s",${members}}`
    const result = normaliseClaims('generic', JSON.parse(json) as JsonObject, { json })
    const wanted = `oidc: failed to unmarshal claims: ${message}`
    expect(result.ok ? undefined : result.error.text).toBe(wanted)
  })

  it.each<[string, JsonObject]>([
    ['"email":"a","Email":null', { email: 'a' }],
    ['"email":"a","Email":""', {}],
    ['"email":"a","EMAIL":"b","email":"c"', { email: 'c' }],
    [String.raw`"nic\u212aname":"kelvin"`, { nickname: 'kelvin' }],
    [String.raw`"\u017fub":"long-s"`, { sub: 'long-s' }],
    ['"locale":"de","Locale":null', {}],
    ['"locale":{"Language":"de","COUNTRY":"DE","Country":null}', { locale: 'de-DE' }],
    ['"locale":{"lang":"de"}', {}],
    ['"amr":[null,"a"]', { amr: ['', 'a'] }],
    ['"updated_at":-5', { updated_at: -5 }],
    ['"updated_at":9223372036854775807', { updated_at: Number('9223372036854775807') }],
    [String.raw`"name":"x\ud800\ud800y"`, { name: 'x\uFFFD\uFFFDy' }],
    [String.raw`"name":"\ud83d\ude00"`, { name: '\u{1F600}' }],
    ['"tiny":1e-400', {}],
    ['"aud":"a","exp":"12","nbf":null', {}],
    [String.raw`"pro\ufb01le":"x"`, {}],
  ])('with %s become %j', (members, wanted) => {
    const json = `{"iss":"i","sub":"s",${members}}`
    const result = normaliseClaims('generic', JSON.parse(json) as JsonObject, { json })
    if (!result.ok) throw new Error(result.error.text)
    const { raw_claims: _raw, ...seen } = result.value.claims
    expect(seen).toEqual({ iss: 'i', sub: 's', ...wanted })
  })

  it('are whole texts for the mapper, in every place', () => {
    const json = String.raw`{"iss":"i","sub":"s","a\udc00":["\ud800",{"b":"\\ud800"}]}`
    const result = normaliseClaims('generic', JSON.parse(json) as JsonObject, { json })
    expect(result).toMatchObject({
      value: { claims: { raw_claims: { 'a\uFFFD': ['\uFFFD', { b: String.raw`\ud800` }] } } },
    })
  })

  it('are read in one pass, however deep and long they are', () => {
    const deep = `{"iss":"i","sub":"s","a":${'['.repeat(900)}${']'.repeat(900)}}`
    expect(normaliseClaims('generic', JSON.parse(deep) as JsonObject, { json: deep }).ok).toBe(true)
    const names = Array.from(
      { length: 20_000 },
      (_, at) => `"n${at}":"${String.raw`\"`.repeat(5)}"`,
    )
    const long = `{"iss":"i","sub":"s",${names.join(',')}}`
    expect(normaliseClaims('generic', JSON.parse(long) as JsonObject, { json: long }).ok).toBe(true)
  })

  it('tell what a mapper does not see', () => {
    const result = normaliseClaims('generic', { ...ids, groups: ['a'], email_verified: false })
    expect(result).toMatchObject({
      ok: true,
      value: {
        dropped: [
          { name: 'groups', why: 'raw' },
          { name: 'email_verified', why: 'empty' },
        ],
      },
    })
  })
})
