import { expect, it } from 'vitest'
import { attributesRead } from '../../../../../src/core/mapper/lint/attributes-read'
import { enterpriseUser } from '../../../../../src/core/mapper/scim/attributes'
import { scimTemplate } from '../../../../../src/core/mapper/template/scim-template'

it.each<[string, string, string[]]>([
  [
    'members',
    "local scim = std.extVar('scim'); { a: scim.userName, b: scim.name.givenName }",
    ['userName', 'name'],
  ],
  ['the call itself', "{ a: std.extVar('scim')['emails'][0].value }", ['emails']],
  [
    'tests and defaults',
    "local s = std.extVar('scim'); [if 'title' in s then std.get(s, 'locale')]",
    ['title', 'locale'],
  ],
  [
    'the extension',
    `local s = std.extVar('scim'); local e = '${enterpriseUser}'; { a: s[e].department }`,
    [enterpriseUser],
  ],
  [
    'comments, traits and what is none',
    "// scim.title\n{ traits: { title: 'x', 'locale': 1 } }",
    [],
  ],
  ['what Ory fills itself', "local s = std.extVar('scim'); { a: s.id, b: s.groups }", ['groups']],
  ['a text that breaks off', "local s = std.extVar('scim'); { a: s.userName, b: '", ['userName']],
  ['nothing', '', []],
])('finds %s', (_what, text, names) => {
  expect(attributesRead(text)).toEqual(names)
})

it('finds all that a mapper of the app takes, in the order of the attributes', () => {
  const string = { type: 'string' }
  const schema = {
    properties: {
      traits: {
        type: 'object',
        properties: {
          email: { type: 'string', format: 'email' },
          name: { type: 'object', properties: { first: string, last: string } },
          title: string,
          department: string,
        },
      },
    },
  }
  const text = scimTemplate(schema)
  expect(text).toContain("text(object('name'), 'givenName')")
  expect(attributesRead(text)).toEqual(['name', 'title', 'emails', enterpriseUser])
})
