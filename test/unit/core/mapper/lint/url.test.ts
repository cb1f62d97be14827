import { describe, expect, it } from 'vitest'
import { lintMapperUrl } from '../../../../../src/core/mapper/lint/url'

describe('addresses of mappers', () => {
  it.each([
    ['base64://e30=', undefined],
    ['https://storage.example.com/x.jsonnet', undefined],
    ['base64://e30', 'base64://e30='],
    ['base64://Pz8_Pj4-', 'base64://Pz8/Pj4+'],
    ['eyAiaWRlbnRpdHkiOiB7fSB9', 'base64://eyAiaWRlbnRpdHkiOiB7fSB9'],
  ])('%s is corrected to %s', (url, fixed) => {
    expect(lintMapperUrl(url)?.fixed).toBe(fixed)
  })

  it('others are named', () => {
    expect(lintMapperUrl('base64://%%%')?.message).toContain('not base64')
    expect(lintMapperUrl('file:///x.jsonnet')?.message).toContain('no files')
    expect(lintMapperUrl('x')?.message).toContain('neither')
  })
})
