import { expect, test } from 'vitest'
import { nextInLink } from '../../../../src/main/api/link-header'

test('the next page is the one that is called so', () => {
  const first = '</admin/identities?page_size=250>; rel="first"'
  const next = '</admin/identities?page_size=250&page_token=a%2Fb%3D>; rel="next"'
  expect(nextInLink(`${first},${next}`)).toBe('a/b=')
  expect(nextInLink([first, next])).toBe('a/b=')
  expect(nextInLink('<https://other.example/x?page_token=t>; title="a, b"; rel=next')).toBe('t')
  expect(nextInLink('<?page_token=t>; rel="prev next"')).toBe('t')
})

test('anything else is the last page', () => {
  for (const header of [
    undefined,
    '',
    [],
    '</a?page_token=t>; rel="first"',
    '</a?page_token=>; rel="next"',
    '</a>; rel="next"',
    '</a?page_token=t>; rel="nextish"',
    'page_token=t; rel="next"',
    `<${'<'.repeat(50_000)}`,
  ]) {
    expect(nextInLink(header)).toBeUndefined()
  }
})
