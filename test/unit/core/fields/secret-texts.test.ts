import { expect, test } from 'vitest'
import { isSecretText } from '../../../../src/core/fields/secret-names'
import { expectNoSquare, loadCounted } from '../../../support/runner/growth'

const counted = await loadCounted<typeof import('../../../../src/core/fields/secret-names')>(
  'src/core/fields/secret-names.ts',
)

test.each([
  'https://user:password@host.example/path',
  'see HTTPS://:p@host',
  'smtps://user:pass%40word@mail.example:465/?skip_ssl_verify=true',
  'postgres://a://b:c@d',
  '-----BEGIN EC PRIVATE KEY-----\nMIG',
])('%s is a secret', (text) => {
  expect(isSecretText(text)).toBe(true)
})

test.each([
  '',
  'https://host.example:8443/path',
  'https://user@host.example',
  'https://user:@host.example',
  'https://host.example/a:b@c',
  'https://host.example?mail=a:b@c',
  '://user:password@host',
  'user:password@host',
  '-----BEGIN CERTIFICATE-----',
])('%s is none', (text) => {
  expect(isSecretText(text)).toBe(false)
})

test.each(['a', 'a+', '://', 'a://:', 'a://b:', ':@', '-----BEGIN A'])(
  'a long text of nothing but %s takes no longer than its length says',
  async (part) => {
    const make = (size: number) => part.repeat(Math.ceil(size / part.length))
    await expectNoSquare(make, counted.isSecretText, 64_000)
  },
)
