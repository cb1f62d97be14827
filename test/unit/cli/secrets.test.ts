import { expect, test } from 'vitest'
import { readSecretOptions } from '../../../src/cli/options'
import { secretValues } from '../../../src/cli/secrets'

const needed = ['client_secret', 'authorization_header_secret'].map((field) => ({
  connection: 'okta',
  field,
  reference: field,
}))
const environment = { ONE: 'first', OTHER: 'second' }

test('a connection and a SCIM client of one ID each get their own secret, or none', () => {
  const values = (...given: string[]) => secretValues(needed, readSecretOptions(given), environment)
  expect(() => values('okta=ONE')).toThrow('okta needs several secrets')
  expect([...values('okta:client_secret=ONE', 'okta:authorization_header_secret=OTHER')]).toEqual([
    ['client_secret', 'first'],
    ['authorization_header_secret', 'second'],
  ])
  expect([...values('okta:client_secret=ONE', 'okta=OTHER').values()]).toEqual(['first', 'second'])
})

test('a name is given once', () => {
  expect(() => readSecretOptions(['okta=ONE', 'okta=OTHER'])).toThrow('names one connection twice')
})
