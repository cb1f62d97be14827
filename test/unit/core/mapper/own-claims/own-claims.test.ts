import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanJson } from '../../../../../src/core/model/json-scan'
import { read, payload, problem } from '../../../../support/mapping/own-claims'
import { CompactEncrypt } from 'jose'

/** Base64url of a value's JSON. */
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT whose signature is made up. */
function jwt(claims: unknown, header = '{"alg":"RS256","typ":"JWT"}'): string {
  const start = Buffer.from(header).toString('base64url')
  return `${start}.${part(claims)}.c2lnbmF0dXJlLW9mLW5vYm9keQ`
}

/** The claims in an encrypted token. */
function encrypt(claims: unknown): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(new Uint8Array(32))
}

const ids = { iss: 'https://idp.example.com', sub: 'u1' }
const claims = { ...ids, email: 'ann@example.com', groups: ['a', 'b'] }

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('JSON', () => {
  it.each([
    ['alone', JSON.stringify(claims)],
    ['pretty, with a mark before it', `\uFEFF\n${JSON.stringify(claims, null, 2)}\n`],
    ['in a fence', `Here they are:\n\n\`\`\`json\n${JSON.stringify(claims, null, 2)}\n\`\`\`\nbye`],
    ['in a fence without a language', `\`\`\`\n${JSON.stringify(claims)}\n\`\`\``],
    ['in a fence that nobody closed', `\`\`\`json\n${JSON.stringify(claims)}`],
    ['inside a sentence', `The claims are ${JSON.stringify(claims)}, says the log.`],
    ['after braces that are none', `log {level} and {} then ${JSON.stringify(claims)}`],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({
      form: 'json',
      choices: [{ name: 'Claims', mode: 'provider', payload: claims }],
    })
  })

  it('says when it left something out', () => {
    expect(read(`The claims are ${JSON.stringify(claims)}`).notes).toEqual([
      'The text before or after the JSON was ignored.',
    ])
    expect(read(JSON.stringify(claims)).notes).toEqual([])
  })

  it('keeps backticks that stand in a value', () => {
    expect(payload('{ "sub": "a", "bio": "```json\\n{}\\n```" }')).toEqual({
      sub: 'a',
      bio: '```json\n{}\n```',
    })
  })

  it('with raw_claims is first taken for what the mapper got', () => {
    const { choices } = read(JSON.stringify({ ...ids, raw_claims: claims }))
    expect(choices.map(({ name, mode }) => [name, mode])).toEqual([
      ['Claims as the mapper got them', 'exact'],
      ['Claims', 'provider'],
    ])
  })

  it('keeps a member called __proto__ as a member', () => {
    const found = payload('{ "sub": "a", "__proto__": { "admin": true } }')
    expect(Object.keys(found ?? {})).toEqual(['sub', '__proto__'])
  })

  it.each([
    ['{\n  "sub": "a"\n  "email": "b"\n}', 'line 3, column 3: a comma is missing before this'],
    ['{ "sub": "a", }', 'line 1, column 13: there is an extra comma before the “}”'],
    ['{ "a": [1, 2,] }', 'line 1, column 13: there is an extra comma before the “]”'],
    ['{ "a": 1 ]', 'line 1, column 10: “}” was expected, not “]”'],
    ['{ sub: "a" }', 'line 1, column 3: this name needs double quotes'],
    ["{ 'sub': 'a' }", 'line 1, column 3: JSON uses straight double quotes only'],
    ['{ "sub": “a” }', 'line 1, column 10: JSON uses straight double quotes only'],
    ['{ "sub" "a" }', 'line 1, column 9: a colon is missing after the name'],
    ['{ "sub": }', 'line 1, column 10: a value is missing here'],
    ['{ "sub": "a" // why\n}', 'line 1, column 14: a comma is missing before this'],
    ['{ // why\n "sub": "a" }', 'line 1, column 3: JSON has no comments'],
    ['{ "sub": "a', 'line 1, column 10: this text has no closing quotation mark'],
    ['{ "sub": "a\n" }', 'line 1, column 10: this text has no closing quotation mark'],
    [
      '{ "sub": "a\tb" }',
      'line 1, column 12: a control character in a text must be written as an escape',
    ],
    ['{ "sub": "a\\q" }', 'line 1, column 12: this is not a valid escape in JSON'],
    ['{ "n": 01 }', 'line 1, column 8: this is not a number in JSON'],
    ['{ "n": True }', 'line 1, column 8: this is not a value in JSON: text needs double quotes'],
    ['{ "sub": "a"', 'line 1, column 13: the text ends here, but a “}” is missing'],
    ['{ "sub": "a" }}', 'line 1, column 15: the JSON has already ended before this'],
    [`{ "a": ${'['.repeat(5000)}`, 'column 107: it is nested deeper than 100 levels'],
    [
      'See:\n```json\n{\n  "sub": a\n}\n```',
      'line 4, column 10: this is not a value in JSON: text needs double quotes',
    ],
    ['My claims:\n{ "sub": "a" "b" }', 'line 2, column 14: a comma is missing before this'],
  ])('%j: %s', (text, message) => {
    expect(problem(text)).toContain(message)
  })

  it.each([
    ['[{"sub":"a"}]', 'This is a list.'],
    ['{}', 'The JSON object has no members.'],
    ['', 'Paste claims first'],
    ['  \n', 'Paste claims first'],
    ['hello there', 'No claims were recognised.'],
  ])('%j is refused: %s', (text, message) => {
    expect(problem(text)).toContain(message)
  })

  it('is read wherever JSON.parse reads it, and nowhere else', () => {
    const object = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 4 }), {
      minKeys: 1,
      noNullPrototype: true,
    })
    const spoilt = fc
      .tuple(object, fc.nat(), fc.constantFrom('', ',', '}', '"', ':', 'x', '\\', '[', '\n'))
      .map(([value, at, mark]) => {
        const text = JSON.stringify(value, null, 1)
        const place = 1 + (at % text.length)
        return text.slice(0, place) + mark + text.slice(place + 1)
      })
    fc.assert(
      fc.property(
        fc.oneof(
          object.map((value) => JSON.stringify(value)),
          spoilt,
        ),
        (text) => {
          const scan = scanJson(text, 0)
          expect(scan.ok && text.slice(scan.end).trimEnd() === '').toBe(parses(text))
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('a JWT', () => {
  const signed = jwt(claims)
  it.each([
    ['alone', signed],
    ['as a header', `Authorization: Bearer ${signed}`],
    ['after Bearer', `bearer   ${signed}\n`],
    ['in quotes', `"${signed}"`],
    ['wrapped into lines', signed.replace(/(.{20})/g, '$1\n')],
    ['in a sentence', `The token was ${signed}. Thanks!`],
    [
      'in an address, after another token',
      `https://app.example/#access_token=${jwt({ a: 1 })}&id_token=${signed}`,
    ],
    ['in an answer', JSON.stringify({ access_token: 'x', id_token: signed, token_type: 'Bearer' })],
    ['in a fence', `\`\`\`\n${signed}\n\`\`\``],
    ['with a pretty header', jwt(claims, '{\n  "alg": "RS256"\n}')],
  ])('%s', (_, text) => {
    const found = read(text)
    expect(found).toMatchObject({
      form: 'jwt',
      choices: [{ name: 'ID token', mode: 'provider', payload: claims }],
    })
    expect(found.notes).toContain('The signature was ignored and not checked.')
  })

  it('never has its signature or another token in the result', () => {
    const [, , signature = ''] = signed.split('.')
    const answer = { access_token: 'AT-secret', refresh_token: 'RT-secret', id_token: signed }
    const found = read(JSON.stringify(answer))
    const text = JSON.stringify(found)
    for (const secret of [signature, 'AT-secret', 'RT-secret']) expect(text).not.toContain(secret)
    expect(found.notes).toContain('The other tokens of the answer were ignored.')
  })

  it.each([
    ['wrapped in a session', (token: string) => ({ session: { tokens: { id_token: token } } })],
    ['beside claims', (token: string) => ({ ...claims, access_token: token })],
    ['under another name', (token: string) => ({ ...claims, proofs: [{ vp: token }] })],
    ['that is not signed like others', () => ({ ...claims, id_token: 'opaque-secret-of-ours' })],
    [
      'with others, as a session has them',
      (token: string) => ({
        user: claims,
        session_token: 'ory_st_secret',
        nested: { refresh_token: 'RT-secret', device: { id_token: token } },
      }),
    ],
  ] as const)('never leaves a token or its signature in JSON: %s', (_, wrap) => {
    const [, , signature = ''] = signed.split('.')
    const found = read(JSON.stringify(wrap(signed)))
    const text = JSON.stringify(found)
    for (const secret of [signature, 'opaque-secret', 'ory_st_secret', 'RT-secret']) {
      expect(text).not.toContain(secret)
    }
    expect(text).toContain('ann@example.com')
    expect(found.notes.length).toBeGreaterThan(0)
  })

  it('says so where nothing but tokens was pasted', () => {
    expect(problem('{"access_token":"AT-secret","refresh_token":"RT"}')).toContain('no claims')
  })

  it.each([
    ['two parts', `${part({ alg: 'none' })}.${part(claims)}`],
    ['an empty third part', `${part({ alg: 'none' })}.${part(claims)}.`],
  ])('without a signature: %s', (_, text) => {
    expect(payload(text)).toEqual(claims)
    expect(read(text).notes).toEqual(['This token has no signature.'])
  })

  it('that is encrypted gets a message', async () => {
    const token = await encrypt(claims)
    expect(token.split('.')).toHaveLength(5)
    expect(problem(token)).toContain('This token is encrypted')
    expect(problem(JSON.stringify({ id_token: token }))).toContain('This token is encrypted')
  })

  it.each([
    ['four parts', `${signed}.abc`, 'it has 4 parts'],
    ['cut off', signed.split('.').slice(0, 2).join('.').slice(0, -5), 'may have been cut'],
    ['claims that are a list', `${part({ alg: 'none' })}.${part([1])}.x`, 'not a JSON object'],
  ])('with %s is refused', (_, text, message) => {
    expect(problem(text)).toContain(message)
  })

  it('says that it has expired only when it is told what time it is', () => {
    const token = jwt({ ...claims, exp: 1_764_072_000 })
    const note = 'This token expired on 2025-11-25 at 12:00 UTC.'
    expect(read(token, 1_764_072_000_000).notes).toContain(note)
    expect(read(token, 1_764_071_999_999).notes).not.toContain(note)
    expect(read(token).notes).not.toContain(note)
    expect(read(jwt({ ...claims, exp: -1e300 }), 1).notes).toHaveLength(1)
  })

  it('that is an access token says so', () => {
    const token = jwt(claims, '{"alg":"RS256","typ":"at+jwt"}')
    expect(read(token).notes.join(' ')).toContain('This is an access token.')
  })

  it('keeps letters of every script', () => {
    expect(payload(jwt({ ...claims, name: 'سلمى Żółć 𝒜' }))?.['name']).toBe('سلمى Żółć 𝒜')
  })

  it('of any claims comes back as it was', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
        (value) => {
          const wanted = JSON.parse(JSON.stringify(value)) as unknown
          expect(payload(jwt(value))).toEqual(wanted)
        },
      ),
    )
  })
})

describe('the debug payload of a test sign-in', () => {
  const debug = {
    id_token_claims: claims,
    userinfo: { sub: 'u1', name: 'Ann' },
    jsonnet_mapper_url: 'https://storage.example/m.jsonnet',
    jsonnet_input: { claims: { ...ids, raw_claims: claims }, identity: {} },
    jsonnet_output: '{}',
    jsonnet_stderr: '',
    schema_validation_errors: [{ path: '/name', message: 'is missing' }],
    error: { step: 'schema_validate', reason: 'traits_invalid', message: 'I[#/traits] is wrong' },
  }
  it.each([
    ['alone', debug],
    ['with its name', { debug_payload: debug }],
    ['in its test context', { test_context: { debug_payload: debug } }],
    ['in a flow', { id: 'f1', type: 'browser', ui: {}, test_context: { debug_payload: debug } }],
    ['as a text', { debug_payload: JSON.stringify(debug) }],
  ])('%s', (_, value) => {
    const found = read(JSON.stringify(value))
    expect(found.form).toBe('debug-payload')
    expect(found.choices).toEqual([
      { name: 'ID token', mode: 'provider', payload: claims },
      { name: 'Userinfo', mode: 'provider', payload: debug.userinfo },
      {
        name: 'Claims as the mapper got them',
        mode: 'exact',
        payload: { ...ids, raw_claims: claims },
      },
    ])
    expect(found.notes).toEqual([
      'The test sign-in stopped while validating the traits against the identity schema: the traits do ' +
        'not match the schema. Ory says: I[#/traits] is wrong',
      'Identity schema: /name: is missing',
    ])
  })

  it('takes the input of the mapper as a text too, and without a wrapper', () => {
    const { choices } = read(JSON.stringify({ jsonnet_input: JSON.stringify(claims) }))
    expect(choices).toEqual([
      { name: 'Claims as the mapper got them', mode: 'exact', payload: claims },
    ])
  })

  it('with an error of a name that is not known shows the name', () => {
    const value = { id_token_claims: claims, error: { step: 'new_step', reason: 'new_reason' } }
    expect(read(JSON.stringify(value)).notes).toEqual([
      'The test sign-in stopped at the step “new_step”: new_reason.',
    ])
  })

  it('that stopped before any claims says why', () => {
    const value = { debug_payload: { error: { step: 'provider_denied', reason: 'access_denied' } } }
    expect(problem(JSON.stringify(value))).toBe(
      'This test sign-in holds no claims. The test sign-in stopped while reading the identity ' +
        'provider’s answer: the identity provider denied access.',
    )
  })

  it('a userinfo claim alone is no debug payload', () => {
    expect(read(JSON.stringify({ ...ids, userinfo: { a: 1 } })).form).toBe('json')
  })
})
