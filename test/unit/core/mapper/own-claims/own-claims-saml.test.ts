import { describe, expect, it } from 'vitest'
import { normaliseClaims } from '../../../../../src/core/mapper/kratos/normalise'
import { read, payload, problem } from '../../../../support/mapping/own-claims'

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
      `Ory gives no \`email\`: an attribute named “${name}” does not count as one. Read it from ` +
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
