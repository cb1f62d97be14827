import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readOwnClaims } from '../../../src/core/mapper/own-claims/own-claims'
import { claimsAsOry } from '../../support/states/saml-reference'

const uri = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'
const format = (name: string) => `urn:oasis:names:tc:SAML:${name}`

const name = fc.constantFrom(
  'email',
  'email',
  'Email',
  'mail',
  'emailaddress',
  'user.email',
  'urn:oid:0.9.2342.19200300.100.1.3',
  `${uri}emailaddress`,
  `${uri}givenname`,
  'id',
  'groups',
)
const friendly = fc.constantFrom(
  '',
  '',
  ' FriendlyName="email"',
  ' FriendlyName="mail"',
  ' FriendlyName="Email"',
)
const text = fc.constantFrom(
  'ann@example.com',
  'Bob@Example.com',
  ' ann@example.com ',
  '\n  ann@example.com\n',
  'a  b\n c',
  'a&amp;b',
  'x',
  '',
  '  ',
)
const type = fc.constantFrom(
  '',
  '',
  ' xsi:type="xs:string"',
  ' xmlns:xs="http://www.w3.org/2001/XMLSchema"',
)
const nested = fc.constantFrom(
  '',
  '',
  '',
  '<saml:NameID Format="urn:x">n-7</saml:NameID>',
  '<b>c</b>',
)
const value = fc
  .tuple(type, text, nested)
  .map(
    ([kind, content, inside]) =>
      `<saml:AttributeValue${kind}>${content}${inside}</saml:AttributeValue>`,
  )
const attribute = fc
  .tuple(name, friendly, fc.array(value, { maxLength: 2 }))
  .map(
    ([called, known, values]) =>
      `<saml:Attribute Name="${called}"${known}>${values.join('')}</saml:Attribute>`,
  )
const statement = fc
  .array(attribute, { minLength: 1, maxLength: 4 })
  .map((all) => `<saml:AttributeStatement>${all.join('')}</saml:AttributeStatement>`)
const nameId = fc
  .tuple(
    fc.constantFrom(
      format('1.1:nameid-format:emailAddress'),
      format('2.0:nameid-format:emailAddress'),
      format('1.1:nameid-format:unspecified'),
      format('2.0:nameid-format:persistent'),
      format('2.0:nameid-format:transient'),
      '',
    ),
    fc.constantFrom('ann@example.com', ' cleo@example.com ', 'n-1', 'bob#EXT#@example.com'),
  )
  .map(
    ([kind, content]) =>
      `<saml:NameID${kind === '' ? '' : ` Format="${kind}"`}>${content}</saml:NameID>`,
  )
const subject = fc
  .option(nameId, { nil: '' })
  .map((inside) => `<saml:Subject>${inside}<saml:SubjectConfirmation/></saml:Subject>`)

const response = fc
  .tuple(subject, fc.array(statement, { minLength: 1, maxLength: 2, size: 'xsmall' }))
  .map(
    ([who, statements]) =>
      '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ' +
      'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
      `<saml:Assertion Version="2.0"><saml:Issuer>https://idp.example</saml:Issuer>${who}` +
      `<saml:Conditions/>${statements.join('')}</saml:Assertion></samlp:Response>`,
  )

/** What the library adds under the addresses of claims; this app gives it as `email` and `sub` alone. */
const added = ['nameidentifier', 'emailaddress', 'givenname', 'surname'].map((last) => uri + last)

test('the mapper editor has an email only where Ory would, and the same one, and every attribute as Ory has it', async () => {
  const met = { email: 0, none: 0, list: 0 }
  await fc.assert(
    fc.asyncProperty(response, async (xml) => {
      const theirs = await claimsAsOry(xml)
      const read = readOwnClaims(xml)
      if (!theirs || !read.ok) {
        // Nothing in it: no attribute with a value and no NameID.
        expect(theirs === undefined || Object.keys(theirs.raw).length === 0).toBe(true)
        return
      }
      const { sub, iss, ...payload } = read.value.choices[0]!.payload
      expect(payload['email'], xml).toEqual(theirs.email)
      if (theirs.id !== undefined && typeof theirs.id === 'string') expect(sub).toBe(theirs.id)
      expect(iss).toBe('https://idp.example')
      const named = (claims: Readonly<Record<string, unknown>>) =>
        Object.fromEntries(
          Object.entries(claims).filter(([key]) => key !== 'email' && !added.includes(key)),
        )
      expect(named(payload)).toEqual(named(theirs.raw))
      met[theirs.email === undefined ? 'none' : Array.isArray(theirs.email) ? 'list' : 'email'] += 1
    }),
    { numRuns: 1500 },
  )
  expect(Math.min(...Object.values(met))).toBeGreaterThan(10)
})
