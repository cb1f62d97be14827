import { expect, it } from 'vitest'
import { mostNear, nearTexts } from '../../../../../src/core/mapper/texts/near-texts'

/** A mapper of a customer: all alike but for a domain. */
const forCustomer = (domain: string) => `
local claims = std.extVar('claims');
{ identity: { traits: { [if 'email' in claims then 'email']: claims.email, tenant: '${domain}' } } }`

const same = (one: string, other: string) => nearTexts([one, other])[0]?.[0]?.same

it('makes no difference of comments, white space, quotes and a last comma', () => {
  expect(
    same(
      `local claims = std.extVar('claims'); // the claims
       { identity: { traits: { 'email': claims.email, }, }, }`,
      `/* of Okta */ local claims = std.extVar("claims");
       {identity: {traits: {email: claims.email}}}`,
    ),
  ).toBe(true)
})

it.each(['{ a: x }', "{ a:: 'x' }", "{ [a]: 'x' }", "{ 'a b': 'x' }", "{ b: 'x' }", ''])(
  'keeps %j apart, which runs differently',
  (text) => expect(nearTexts(["{ a: 'x' }", text])[0]).toEqual([]),
)

it.each(["{ 'a': 'y' }", "{ a: @'x' }", '{ a: "" }'])(
  'takes %j for near and not the same',
  (text) => expect(same("{ a: 'x' }", text)).toBe(false),
)

it('takes another claim for near, and another function not', () => {
  const text = '{ a: std.asciiLower(claims.email) }'
  expect(same(text, text.replace('email', 'mail'))).toBe(false)
  expect(nearTexts([text, text.replace('asciiLower', 'length')])[0]).toEqual([])
})

it('names copies for other customers, the same ones first', () => {
  const texts = [
    forCustomer('acme.example'),
    '{ identity: { traits: {} } }',
    forCustomer('globex.example'),
    `// renamed\n${forCustomer('acme.example')}`,
  ]
  expect(nearTexts(texts)).toEqual([
    [
      { index: 3, same: true },
      { index: 2, same: false },
    ],
    [],
    [
      { index: 0, same: false },
      { index: 3, same: false },
    ],
    [
      { index: 0, same: true },
      { index: 2, same: false },
    ],
  ])
  expect(nearTexts([])).toEqual([])
})

it('names a few of a crowd', () => {
  const crowd = Array.from({ length: 2000 }, (_, at) => forCustomer(`${at % 3}.example`))
  for (const near of nearTexts(crowd)) expect(near).toHaveLength(mostNear)
})
