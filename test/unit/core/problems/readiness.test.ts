import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { splitDocument } from '../../../../src/core/fields/kept-document'
import { presetSchemas } from '../../../../src/core/mapper/kratos/preset-schemas'
import type { JsonObject, JsonValue } from '../../../../src/core/model/json'
import { problemsByRule } from '../../../../src/core/problems/find'
import { hasEmailIdentifier, readinessOf } from '../../../../src/core/problems/readiness'
import { organizationEntry, radarProject } from '../../../support/states/radar'

const documentWith = (flows: JsonValue): JsonObject => ({
  services: { identity: { config: { selfservice: { flows } } } },
})

describe('how people begin', () => {
  test.each([
    [{ login: { style: 'unified' } }, 'one', undefined],
    [{ login: { style: 'identifier_first' } }, 'two', undefined],
    [{ registration: { style: 'unified' } }, undefined, 'one'],
    [{ registration: { style: 'profile_first', enable_legacy_one_step: true } }, undefined, 'two'],
    [{ registration: { enable_legacy_one_step: true } }, undefined, 'one'],
    [{ registration: { enable_legacy_one_step: false } }, undefined, 'two'],
    [{ login: { style: 'constructor' }, registration: { style: 7 } }, undefined, undefined],
    [{ login: [] }, undefined, undefined],
    [null, undefined, undefined],
  ] as const)('%j', (flows, signIn, registration) => {
    expect(readinessOf(documentWith(flows as JsonValue))).toEqual({ signIn, registration })
  })

  it('says which assurance level sessions need, whatever Ory calls it', () => {
    const withAal = (required_aal: JsonValue): JsonObject => ({
      services: { identity: { config: { session: { whoami: { required_aal } } } } },
    })
    for (const value of ['aal2', 'highest_available', 'aal7']) {
      expect(readinessOf(splitDocument(withAal(value)).kept).requiredAal).toBe(value)
    }
    expect(readinessOf(withAal({ not: 'a text' }))).not.toHaveProperty('requiredAal')
  })

  it('is in what is kept of the document, and nothing else of the flows is', () => {
    const { kept, rest } = splitDocument(
      documentWith({
        login: {
          style: 'unified',
          ui_url: 'https://x.example',
          after: { hooks: [{ token: 's' }] },
        },
        registration: { style: { token: 's' }, enable_legacy_one_step: true },
        recovery: { use: 'code' },
      }),
    )
    expect(kept).toEqual(
      documentWith({
        login: { style: 'unified' },
        registration: { enable_legacy_one_step: true },
      }),
    )
    expect(JSON.stringify(rest)).toContain('ui_url')
  })

  it('is told of nothing where the document says nothing', () => {
    const project = radarProject(
      { organizations: [organizationEntry('a', 'a.example')] },
      { readiness: readinessOf({}) },
    )
    const rules = [...problemsByRule(project)].flat().map(({ rule }) => rule)
    expect(rules).not.toContain('one-step')
    expect(rules).not.toContain('no-email-identifier')
  })
})

const schemaWith = (properties: JsonValue): JsonObject => ({
  properties: { traits: { type: 'object', properties } },
})
const keyword = 'ory.sh/kratos'
const password = { credentials: { password: { identifier: true } } }

describe('an e-mail address to sign in with', () => {
  test.each([
    ['preset://email', true],
    ['preset://basic', true],
    ['preset://username', false],
    ['preset://sms', false],
    ['preset://blank', false],
  ])('%s: %s', (name, expected) => {
    expect(hasEmailIdentifier(presetSchemas[name] ?? {})).toBe(expected)
  })

  test.each<[string, JsonObject, boolean | undefined]>([
    ['an address that is only verified', { mail: { format: 'email' } }, false],
    ['a name', { name: { type: 'string', [keyword]: password } }, false],
    ['a format', { mail: { format: 'email', [keyword]: password } }, true],
    [
      'a code by e-mail',
      { mail: { [keyword]: { credentials: { code: { identifier: true, via: 'email' } } } } },
      true,
    ],
    [
      'a code by text message',
      { phone: { [keyword]: { credentials: { code: { identifier: true, via: 'sms' } } } } },
      false,
    ],
    [
      'verified by e-mail',
      { mail: { [keyword]: { ...password, verification: { via: 'email' } } } },
      true,
    ],
    [
      'matched by domain',
      { mail: { [keyword]: { ...password, organizations: { matcher: 'email_domain' } } } },
      true,
    ],
    [
      'deep within',
      { contact: { properties: { mail: { format: 'email', [keyword]: password } } } },
      true,
    ],
    ['of a list', { mails: { items: { format: 'email', [keyword]: password } } }, true],
    ['behind a reference', { mail: { $ref: '#/definitions/mail' } }, undefined],
    [
      'beside a reference',
      { a: { $ref: '#/definitions/a' }, mail: { format: 'email', [keyword]: password } },
      true,
    ],
  ])('%s', (_name, properties, expected) => {
    expect(hasEmailIdentifier(schemaWith(properties))).toBe(expected)
  })

  test('nothing is said of what is no schema, or has no end', () => {
    expect(hasEmailIdentifier({})).toBeUndefined()
    expect(hasEmailIdentifier({ properties: { traits: [] } })).toBeUndefined()
    let deep: JsonObject = {}
    for (let depth = 0; depth < 100; depth += 1) deep = { properties: { inner: deep } }
    expect(hasEmailIdentifier(schemaWith(deep))).toBeUndefined()
    fc.assert(
      fc.property(fc.jsonValue(), (any) => {
        hasEmailIdentifier({ properties: { traits: any as JsonValue } })
        readinessOf({ services: any as JsonValue })
      }),
    )
  })
})

test.each([
  ['Northwind Production', true],
  ['acme-prod', true],
  ['PROD_eu', true],
  ['Live', true],
  ['Produktion', true],
  ['Products', false],
  ['Delivery', false],
  ['Non-production', false],
  ['preprod', false],
  ['Pre Production', false],
  ['Sandbox', false],
])('whether “%s” says production: %s', (name, expected) => {
  const project = radarProject({}, { summary: { name, environment: 'development' } })
  const rules = [...problemsByRule(project)].flat().map(({ rule }) => rule)
  expect(rules.includes('production-in-development')).toBe(expected)
})
