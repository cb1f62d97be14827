import { expect, it } from 'vitest'
import { scimTemplate } from '../../../../../src/core/mapper/template/scim-template'
import type { JsonObject } from '../../../../../src/core/model/json'

const schema = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  properties: { traits: { type: 'object', properties, ...more } },
})

it('has the address alone without a schema', () => {
  const text = scimTemplate()
  expect(text).toContain("local scim = std.extVar('scim');")
  expect(text).toContain("[if email != null then 'email' else null]: email,")
  expect(text).not.toContain('claims')
})

it('takes each trait from its attribute, and defines nothing that it does not use', () => {
  const text = scimTemplate(
    schema({
      username: { type: 'string' },
      name: { type: 'object', properties: { first: { type: 'string' } } },
    }),
  )
  expect(text).toContain("local userName = text(scim, 'userName');")
  expect(text).toContain("local givenName = text(object('name'), 'givenName');")
  expect(text).toContain(
    "      name: {\n        [if givenName != null then 'first' else null]: givenName,",
  )
  expect(text).not.toContain('local best')
})

it('gives an address to one trait: to that of sign-ins', () => {
  const email = { type: 'string', format: 'email' }
  const identifier = {
    ...email,
    'ory.sh/kratos': { credentials: { password: { identifier: true } } },
  }
  const text = scimTemplate(schema({ backup: email, login: identifier }))
  expect(text.match(/: email,/g)).toHaveLength(1)
  expect(text).toContain("'login'")
})

it('leaves out what no attribute is likely to fit, and writes what only one value fits', () => {
  const text = scimTemplate(
    schema(
      {
        age: { type: 'integer' },
        birthday: { type: 'string', format: 'date' },
        plan: { enum: ['a', 'b'] },
        tenant: { const: 'north' },
        newsletter: { type: 'boolean' },
        title: { type: 'string' },
      },
      { required: ['tenant'] },
    ),
  )
  for (const name of ['age', 'birthday', 'plan', 'newsletter']) expect(text).not.toContain(name)
  expect(text).toContain("tenant: 'north',")
  expect(text).toContain("[if title != null then 'title' else null]: title,")
})

it('makes lists of lists and of one value', () => {
  const list = { type: 'array', items: { type: 'string' } }
  const text = scimTemplate(schema({ groups: list, phones: list, phone: list }))
  expect(text).toContain("[if groups != null then 'groups' else null]: groups,")
  expect(text).toContain("[if phone != null then 'phone' else null]: [phone],")
})
