import { expect, it } from 'vitest'
import { isNewer, releaseSchema } from '../../../../../src/core/app/updates/feed'

it('compares versions by their numbers', () => {
  const order = ['0.0.9', '0.1.0', '0.1.9', '0.1.10', '0.2.0', '1.0.0', '10.0.0']
  for (const [at, one] of order.entries()) {
    for (const [other, than] of order.entries()) expect(isNewer(one, than)).toBe(at > other)
  }
  expect(isNewer('0.1.0', '0.1.0+electron33')).toBe(false)
})

it('takes only plain names and whole hashes', () => {
  const file = { name: 'sso-workbench_0.2.0.AppImage', sha512: `${'A'.repeat(86)}==`, size: 1 }
  const release = { version: '0.2.0', sequence: 1, files: [file] }
  expect(releaseSchema.safeParse(release).success).toBe(true)
  for (const wrong of [
    { ...release, version: '0.2.0-beta' },
    { ...release, version: '<b>1.0.0</b>' },
    { ...release, files: [{ ...file, name: '../other.AppImage' }] },
    { ...release, files: [{ ...file, name: 'https://example.com/a' }] },
    { ...release, files: [{ ...file, sha512: 'AAAA' }] },
    { ...release, files: [{ ...file, size: -1 }] },
  ]) {
    expect(releaseSchema.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false)
  }
})
