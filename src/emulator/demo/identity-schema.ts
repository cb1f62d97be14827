import type { JsonObject } from '../state/json'

const marks = (credentials: JsonObject): JsonObject => ({
  'ory.sh/kratos': {
    credentials,
    verification: { via: 'email' },
    recovery: { via: 'email' },
    organizations: { matcher: 'email_domain' },
  },
})

/** Northwind's own identity schema: one required trait, names and a user name beside it. */
export const northwindPerson: JsonObject = {
  $id: 'https://northwind.example/schemas/person.json',
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Person',
  type: 'object',
  properties: {
    traits: {
      type: 'object',
      properties: {
        email: {
          type: 'string',
          format: 'email',
          title: 'E-mail',
          maxLength: 320,
          ...marks({ code: { identifier: true, via: 'email' }, password: { identifier: true } }),
        },
        name: {
          type: 'object',
          properties: {
            first: { type: 'string', title: 'First name', maxLength: 128 },
            last: { type: 'string', title: 'Last name', maxLength: 128 },
          },
          additionalProperties: false,
        },
        username: { type: 'string', title: 'User name', minLength: 2 },
        groups: { type: 'array', items: { type: 'string' }, title: 'Groups' },
      },
      required: ['email'],
      additionalProperties: false,
    },
  },
}
