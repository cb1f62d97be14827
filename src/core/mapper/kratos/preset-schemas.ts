import type { JsonObject } from '../../model/json'
import { identifierKeyword } from './identifier-keyword'

const schemaOf = (required: readonly string[], properties: JsonObject): JsonObject => ({
  type: 'object',
  properties: { traits: { type: 'object', properties, required, additionalProperties: false } },
})

const signInBy = (...credentials: [string, JsonObject][]): JsonObject =>
  Object.fromEntries([['password', { identifier: true }], ...credentials])

const email: JsonObject = {
  type: 'string',
  format: 'email',
  [identifierKeyword]: {
    credentials: signInBy(['code', { identifier: true, via: 'email' }]),
    verification: { via: 'email' },
    recovery: { via: 'email' },
  },
}

/**
 * Ory Network's preset schemas, according to its documentation: their traits and which of them are for
 * signing in. The project's public `/schemas` returns the real ones; these are used offline.
 */
export const presetSchemas: Readonly<Record<string, JsonObject>> = {
  'preset://email': schemaOf(['email'], { email }),
  'preset://username': schemaOf(['username'], {
    username: { type: 'string', [identifierKeyword]: { credentials: signInBy() } },
  }),
  'preset://sms': schemaOf(['phone_number'], {
    phone_number: {
      type: 'string',
      format: 'tel',
      [identifierKeyword]: {
        credentials: { code: { identifier: true, via: 'sms' } },
        verification: { via: 'sms' },
      },
    },
  }),
  'preset://basic': schemaOf(['email'], {
    email,
    name: {
      type: 'object',
      properties: { first: { type: 'string' }, last: { type: 'string' } },
    },
    newsletter: { type: 'boolean' },
  }),
  'preset://blank': { type: 'object', properties: { traits: { type: 'object' } } },
}
