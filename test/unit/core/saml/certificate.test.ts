import { expect, test } from 'vitest'
import { readCertificate } from '../../../../src/core/saml/certificate'

const base64 = (...bytes: number[]) => Buffer.from(bytes).toString('base64')

test.each([
  ['whose length is not told', [0x30, 0x80, 0x02, 0x01, 0x05, 0, 0]],
  ['whose length has more bytes than any certificate', [0x30, 0x85, 0, 0, 0, 0, 1, 0x05]],
  ['that ends before its length does', [0x30, 0x05, 0x02, 0x01]],
  ['that is no sequence', [0x02, 0x01, 0x05]],
  ['that ends after its tag', [0x30]],
])('an element %s is no certificate', (_what, bytes) => {
  expect(readCertificate(base64(...bytes))).toEqual({
    ok: false,
    message: 'is not a certificate, or is cut off',
  })
})

test('bytes after its end are told', () => {
  expect(readCertificate(base64(0x30, 0x02, 0x05, 0, 7))).toEqual({
    ok: false,
    message: 'has extra bytes after its end',
  })
})
