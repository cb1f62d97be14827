import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  maximumOwnClaimsBytes,
  readOwnClaims,
  type OwnClaims,
} from '../../../../../src/core/mapper/own-claims/own-claims'
import { scanJson } from '../../../../../src/core/model/json-scan'
import { normaliseClaims } from '../../../../../src/core/mapper/kratos/normalise'
import { encrypt, jwt, part } from './own-claims-tokens'
import { expectNoSquare } from '../../../../support/growth'

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const ids = { iss: 'https://idp.example.com', sub: 'u1' }
const claims = { ...ids, email: 'ann@example.com', groups: ['a', 'b'] }

function read(text: string, now?: number): OwnClaims {
  const result = readOwnClaims(text, now === undefined ? {} : { now })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const payload = (text: string) => read(text).choices[0]?.payload
function problem(text: string): string {
  const result = readOwnClaims(text)
  return result.ok ? `read as ${result.value.form}` : result.error.message
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

describe('the debug payload of a test login', () => {
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
      'The test login stopped while validating the traits against the identity schema: the traits do ' +
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
      'The test login stopped at the step “new_step”: new_reason.',
    ])
  })

  it('that stopped before any claims says why', () => {
    const value = { debug_payload: { error: { step: 'provider_denied', reason: 'access_denied' } } }
    expect(problem(JSON.stringify(value))).toBe(
      'This test login holds no claims. The test login stopped while reading the identity ' +
        'provider’s answer: the identity provider denied access.',
    )
  })

  it('a userinfo claim alone is no debug payload', () => {
    expect(read(JSON.stringify({ ...ids, userinfo: { a: 1 } })).form).toBe('json')
  })
})

const statement = `<saml:AttributeStatement>
  <saml:Attribute Name="email"><saml:AttributeValue xsi:type="xs:string">ann@example.com</saml:AttributeValue></saml:Attribute>
  <saml:Attribute Name="groups"><saml:AttributeValue>a</saml:AttributeValue><saml:AttributeValue> b &amp; c </saml:AttributeValue></saml:Attribute>
  <saml:Attribute Name="empty"/>
</saml:AttributeStatement>`
const subject = `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">n-1</saml:NameID></saml:Subject>`
const assertion = `<saml:Assertion><saml:Issuer>https://idp.example.com</saml:Issuer>${subject}${statement}</saml:Assertion>`
const response = `<?xml version="1.0"?>
<samlp:Response><saml:Issuer>https://other.example.com</saml:Issuer><ds:Signature><ds:SignatureValue>c2VjcmV0</ds:SignatureValue></ds:Signature>${assertion}</samlp:Response>`
const attributes = { email: 'ann@example.com', groups: ['a', 'b & c'] }
const whole = { ...attributes, sub: 'n-1', iss: 'https://idp.example.com' }
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('SAML', () => {
  it.each([
    ['a response', response],
    ['an assertion', assertion],
    ['a response in base64', base64(response)],
    ['base64 in lines', base64(response).replace(/(.{64})/g, '$1\r\n')],
    ['base64 without padding', base64(`${response} `).replace(/=+$/, '')],
    ['a form field', `SAMLResponse=${encodeURIComponent(base64(response))}&RelayState=x`],
    ['XML in a mail', `Hello,\nthis is it:\n${assertion}\nBye`],
    ['an assertion in a fence', `\`\`\`xml\n${assertion}\n\`\`\``],
  ])('%s', (_, text) => {
    const found = read(text)
    expect(found.form).toBe('saml')
    expect(found.choices).toEqual([{ name: 'SAML attributes', mode: 'provider', payload: whole }])
    expect(JSON.stringify(found)).not.toContain('c2VjcmV0')
    expect(normaliseClaims('saml', whole).ok).toBe(true)
  })

  it('says that a signature was not checked', () => {
    expect(read(response).notes).toContain('The signature was ignored and not checked.')
    expect(read(assertion).notes).toEqual([])
  })

  it('invents what a piece without NameID and issuer lacks, and says so', () => {
    const found = read(statement)
    expect(found.choices[0]?.payload).toEqual({
      ...attributes,
      sub: 'invented-name-id',
      iss: 'https://idp.example.com',
    })
    expect(found.notes.join(' ')).toContain('No NameID (`sub`) and no issuer (`iss`) was found.')
    expect(
      payload('<Attribute Name="a"><AttributeValue>1</AttributeValue></Attribute>'),
    ).toMatchObject({
      a: '1',
    })
  })

  const emailFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
  const withName = (attribute: string, nameId = 'n-1', format = 'x:persistent') =>
    `<Assertion><Issuer>i</Issuer><Subject><NameID Format="${format}">${nameId}</NameID></Subject>` +
    `<AttributeStatement><Attribute ${attribute}><AttributeValue>ann@example.com</AttributeValue></Attribute>` +
    '</AttributeStatement></Assertion>'
  const uri = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'

  it.each([
    ['Name="email"', undefined],
    [`Name="${uri}"`, `the attribute “${uri}”`],
    [
      'Name="urn:oid:1.2.3" FriendlyName="email"',
      'the attribute “urn:oid:1.2.3”, which has the FriendlyName “email”',
    ],
  ])('takes the address from %s, as Ory does', (attribute, from) => {
    const found = read(withName(attribute))
    expect(found.choices[0]?.payload).toMatchObject({ email: 'ann@example.com', sub: 'n-1' })
    expect(found.notes).toEqual(
      from === undefined
        ? []
        : [`Ory gives the address as \`email\`; here it was taken from ${from}.`],
    )
  })

  it.each([
    'urn:oid:0.9.2342.19200300.100.1.3',
    'mail',
    'Email',
    'EMAIL',
    'emailaddress',
    'EmailAddress',
    'e-mail',
    'User.Email',
  ])('takes none from an attribute %s, and says what to do', (name) => {
    const found = read(withName(`Name="${name}" FriendlyName="mail"`))
    const given = found.choices[0]?.payload ?? {}
    expect(given).toEqual({ [name]: 'ann@example.com', sub: 'n-1', iss: 'i' })
    expect(found.notes).toEqual([
      `Ory gives no \`email\`: an attribute of the name “${name}” is none to it. Read it from ` +
        '`raw_claims`, or have the attribute named `email`.',
    ])
    const claims = normaliseClaims('saml', given)
    expect(claims.ok && claims.value.claims).not.toHaveProperty('email')
  })

  it('takes the address from a NameID of the format emailAddress alone', () => {
    const named = (format: string, nameId = 'bob@example.com') =>
      read(withName('Name="x"', nameId, format))
    expect(named(emailFormat).choices[0]?.payload['email']).toBe('bob@example.com')
    for (const format of [
      'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
      'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      'urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress',
      'emailAddress',
      '',
    ]) {
      const found = named(format)
      expect(found.choices[0]?.payload).not.toHaveProperty('email')
      expect(found.notes.join(' ')).toContain('Ory gives no `email`: the NameID is an address')
    }
    expect(named(emailFormat, ' no-address ').choices[0]?.payload['email']).toBe('no-address')
  })

  it('gives the last of two addresses, and a list where the attribute has several', () => {
    const twice = read(
      '<Assertion><Attribute Name="email"><AttributeValue>a@example.com</AttributeValue></Attribute>' +
        '<Attribute Name="email"><AttributeValue>b@example.com</AttributeValue></Attribute></Assertion>',
    )
    expect(twice.choices[0]?.payload['email']).toBe('b@example.com')
    expect(twice.notes).toContain(
      'The attribute “email” comes more than once; Ory takes the last one.',
    )
    const two =
      '<AttributeValue>a@example.com</AttributeValue><AttributeValue>b@example.com</AttributeValue>'
    const several =
      payload(`<Assertion><Attribute Name="email">${two}</Attribute></Assertion>`) ?? {}
    expect(several['email']).toEqual(['a@example.com', 'b@example.com'])
    expect(normaliseClaims('saml', several).ok).toBe(false)
  })

  it('takes `sub` from an attribute `id`, else the NameID, else the address', () => {
    expect(payload(withName('Name="id"'))?.['sub']).toBe('ann@example.com')
    expect(payload(withName('Name="x"'))?.['sub']).toBe('n-1')
    const whole = withName('Name="email"').replace(/<Subject>.*<\/Subject>/, '')
    expect(payload(whole)?.['sub']).toMatch(/^[0-9a-f]{64}$/)
    expect(read(whole).notes).toContain('No NameID was found; Ory makes `sub` from the address.')
  })

  it('takes attributes from one statement alone', () => {
    const xml = withName('Name="email"').replace(
      '</Assertion>',
      '<AttributeStatement><Attribute Name="a"/></AttributeStatement></Assertion>',
    )
    expect(payload(xml)).toEqual({ sub: 'n-1', iss: 'i' })
    expect(read(xml).notes).toContain(
      'There are several attribute statements, and Ory takes attributes from none of them.',
    )
  })

  it('reads SAML 1.1 as AD FS sends it', () => {
    const xml =
      '<saml:Assertion Issuer="http://adfs.example.com"><saml:AttributeStatement><saml:Subject>' +
      '<saml:NameIdentifier>n-2</saml:NameIdentifier></saml:Subject><saml:Attribute AttributeName="upn" ' +
      'AttributeNamespace="http://schemas.example/claims"><saml:AttributeValue>u</saml:AttributeValue>' +
      '</saml:Attribute></saml:AttributeStatement></saml:Assertion>'
    expect(payload(xml)).toEqual({
      'http://schemas.example/claims/upn': 'u',
      sub: 'n-2',
      iss: 'http://adfs.example.com',
    })
  })

  it('takes the first of several assertions, and the last of an attribute that comes twice', () => {
    const twice = '<Attribute Name="g"><AttributeValue>1</AttributeValue></Attribute>'
    const first = `<Assertion>${twice}${twice.replace('1', '2')}</Assertion>`
    const found = read(
      `<Response>${first}<Assertion>${withName('Name="x"')}</Assertion></Response>`,
    )
    expect(found.choices[0]?.payload).toMatchObject({ g: '2' })
    expect(found.choices[0]?.payload).not.toHaveProperty('x')
    expect(found.notes).toContain('There are several assertions; the first was taken.')
  })

  it.each([
    ['<!DOCTYPE x [<!ENTITY a "b">]><Assertion>&a;</Assertion>', 'DOCTYPE'],
    ['<Assertion><x>&a;</x></Assertion>', 'not well-formed XML (line 1)'],
    ['<Assertion>\n<Attribute Name="a">\n</Assertion>', 'not well-formed XML (line 3)'],
    ['<Assertion></Assertion>', 'holds no SAML attributes'],
    ['<html><body>x</body></html>', 'holds no SAML attributes'],
    ['<EntityDescriptor entityID="x"></EntityDescriptor>', 'This is SAML metadata'],
    [
      '<Response><EncryptedAssertion></EncryptedAssertion></Response>',
      'The assertion is encrypted',
    ],
    [`${'<a>'.repeat(101)}${'</a>'.repeat(101)}`, 'deeper than 100'],
    [`<a>${'<b/>'.repeat(20_001)}</a>`, 'more than 20,000'],
  ])('%.60s: %s', (xml, message) => {
    expect(problem(xml)).toContain(message)
  })

  const listed = {
    ...whole,
    'http://schemas.example/claims/dept': 'IT = good',
    'First Name': 'Ann',
    empty: undefined,
  }
  it.each([
    [
      'with equals signs',
      'NameID = n-1\nIssuer = https://idp.example.com\nemail = ann@example.com\n' +
        'groups = a\ngroups = b & c\nhttp://schemas.example/claims/dept = IT = good\nFirst Name = Ann',
    ],
    [
      'with colons, bullets, quotes and commas',
      '- "NameID": "n-1",\n- "Issuer": "https://idp.example.com",\n- "email": "ann@example.com",\n' +
        '- "groups": ["a", "b & c"],\n- http://schemas.example/claims/dept: IT = good\n- First Name: Ann',
    ],
    [
      'with values on lines of their own',
      'SAML attributes\nNameID:n-1\nIssuer: https://idp.example.com\nemail:ann@example.com\ngroups:\n' +
        '  - a\n  - b & c\n\nhttp://schemas.example/claims/dept: IT = good\nFirst Name: Ann',
    ],
  ])('as a list %s', (_, text) => {
    const found = read(text)
    expect(found.form).toBe('saml')
    expect({ ...found.choices[0]?.payload, empty: undefined }).toEqual(listed)
  })

  it('says that a compressed response cannot be read', () => {
    expect(
      problem('SAMLResponse=fZJNb4MwDIb%2FCsq9JaG0UKtU6tbDJnUaKtUOu0QhMS0SJFGcbOu%2FH9DD2ss'),
    ).toContain('not base64 of XML')
  })

  it('does not take a letter for a list', () => {
    expect(problem('Hello Bob,\nplease look at this.\nThanks: Ann\nBye')).toContain('No claims')
  })
})

describe('any text', () => {
  it('of more than 1 MB is not read', () => {
    const text = `{"a":"${'x'.repeat(maximumOwnClaimsBytes)}"}`
    expect(problem(text)).toContain('larger than 1 MB')
    expect(problem(`{"a":"${'ü'.repeat(maximumOwnClaimsBytes / 2)}"}`)).toContain(
      'larger than 1 MB',
    )
    expect(problem(`{"a":"${'x'.repeat(maximumOwnClaimsBytes - 8)}"}`)).toBe('read as json')
  })

  it('never throws, and no message holds a part of it', () => {
    const pieces = fc.constantFrom(
      ...'{ } [ " : , < > </ ``` . = % %41 # &amp; id_token SAMLResponse= <Assertion> <!DOCTYPE'.split(
        ' ',
      ),
      ...'eyJhbGciOiJub25lIn0 PHNhbWw6 SECRETVALUE "debug_payload": <Attribute'.split(' '),
      ...'\n \u0000 \uD800'.split(' '),
      ' Name="a">',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 30 })
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (value) => {
        const result = readOwnClaims(value, { now: 0 })
        if (result.ok) expect(result.value.choices.length).toBeGreaterThan(0)
        else expect(result.error.message).not.toContain('SECRETVALUE')
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['braces', '{'.repeat(1_000_000)],
    ['braces with quotes', '{"'.repeat(500_000)],
    ['dots', `eyJhbGciOiJub25lIn0${'.'.repeat(1_000_000)}`],
    ['tags', '<a>'.repeat(300_000)],
    ['attributes', `<a ${'b="1" '.repeat(150_000)}>`],
    ['base64', 'A'.repeat(1_000_000)],
    ['spaces', ' '.repeat(1_000_000) + 'x'],
    ['colons', 'a:'.repeat(500_000)],
    ['lines', 'a\n'.repeat(500_000)],
    ['SAML attributes', `<Assertion>${'<Attribute Name="a"/>'.repeat(45_000)}`],
    [
      'SAML attributes with names of their own',
      `<Assertion>${Array.from({ length: 19_000 }, (_, i) => `<Attribute Name="${i}"/>`).join('')}</Assertion>`,
    ],
    [
      'SAML values',
      `<Assertion><Attribute Name="email">${'<AttributeValue>a</AttributeValue>'.repeat(19_000)}</Attribute></Assertion>`,
    ],
    ['backticks', '`'.repeat(1_000_000)],
    ['equals signs', 'SAMLResponse='.repeat(80_000)],
  ])('of many %s is answered in time', (_, text) => {
    expectNoSquare(
      (size) => text.slice(0, size),
      (part) => readOwnClaims(part),
      text.length,
    )
  })
})
