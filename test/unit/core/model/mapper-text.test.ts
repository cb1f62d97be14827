import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { defaultMapper } from '../../../../src/core/mapper/template/default-mapper'
import {
  inlineMapperBytes,
  mapperHash,
  sameMapper,
  toMapperUrl,
} from '../../../../src/core/model/mapper-text'

test('text becomes padded standard base64 of its UTF-8 bytes, and comes back', () => {
  const text = "local x = 'grüße 🌍';"
  const url = toMapperUrl(text)
  expect(url).toBe(`base64://${Buffer.from(text).toString('base64')}`)
  expect(Buffer.from(inlineMapperBytes(url)!).toString()).toBe(text)
})

test('the hash of inline text is the file name of the stored one', () => {
  // The docs' own sample: its storage name is the SHA-512 of this text.
  const text = 'function(ctx) ctx'
  const hash = createHash('sha512').update(text).digest('hex')
  expect(hash.startsWith('94292215')).toBe(true)
  expect(mapperHash(toMapperUrl(text))).toBe(hash)
  expect(sameMapper(toMapperUrl(text), `https://storage.example/b/${hash}.jsonnet`)).toBe(true)
  expect(sameMapper(toMapperUrl(text + ' '), `https://storage.example/b/${hash}.jsonnet`)).toBe(
    false,
  )
})

test.each(['base64://e30', 'base64://e3-_', 'https://mapper.example/x.jsonnet', 'base64://a'])(
  '%s has no inline bytes',
  (url) => expect(inlineMapperBytes(url)).toBeUndefined(),
)

test('a default mapper asks for a verified address only where that claim is sent', () => {
  expect(defaultMapper('oidc', 'google')).toContain('email_verified')
  expect(defaultMapper('oidc', 'microsoft')).not.toContain('claims.email_verified')
})
