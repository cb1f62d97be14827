import { expect, test } from 'vitest'
import { emailTraits } from '../../../../../src/core/mapper/template/email-traits'
import { northwindPerson } from '../../../../../src/emulator/demo/identity-schema'

test('the identity schema says where addresses are', () => {
  expect(emailTraits(northwindPerson)).toEqual([['email']])
  const traits = (properties: object) => ({ properties: { traits: { properties } } }) as never
  const mark = { 'ory.sh/kratos': { recovery: { via: 'email' } } }
  expect(
    emailTraits(
      traits({
        work: { properties: { mail: { type: 'string', ...mark } } },
        other: { type: 'string', format: 'email' },
        others: { type: 'array', items: { type: 'string', format: 'email' } },
        ways: { type: ['array', 'null'], items: { type: 'string', ...mark } },
        phones: {
          type: 'array',
          items: { format: 'email', 'ory.sh/kratos': { verification: { via: 'sms' } } },
        },
        tags: { type: 'array', items: { type: 'string' } },
        phone: { type: 'string', 'ory.sh/kratos': { verification: { via: 'sms' } } },
      }),
    ),
  ).toEqual([['work', 'mail'], ['other'], ['others'], ['ways']])
  expect(emailTraits(traits({ name: { type: 'string' } }))).toEqual([])
})
