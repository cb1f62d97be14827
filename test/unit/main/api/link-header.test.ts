import { expect, test } from 'vitest'
import { nextInLink } from '../../../../src/main/api/link-header'

const next = (token: string) => ({ kind: 'next', token })

test('the next page is the one that is called so', () => {
  const first = '</admin/identities?page_size=250>; rel="first"'
  const second = '</admin/identities?page_size=250&page_token=a%2Fb%3D>; rel="next"'
  expect(nextInLink(`${first},${second}`)).toEqual(next('a/b='))
  expect(nextInLink([first, second])).toEqual(next('a/b='))
  expect(nextInLink('<https://other.example/x?page_token=t>; title="a, b"; rel=next')).toEqual(
    next('t'),
  )
  expect(nextInLink('<?page_token=t>; rel="prev next"')).toEqual(next('t'))
})

test('a page is the last where a header names others and none that follows', () => {
  for (const header of ['</a?page_token=t>; rel="first"', '</a?page_token=t>; rel="nextish"']) {
    expect(nextInLink(header)).toEqual({ kind: 'last' })
  }
})

test('nothing is known of the next page where no header says it, or it names no token', () => {
  for (const header of [undefined, '', [], ' ', 'page_token=t; rel="next"']) {
    expect(nextInLink(header)).toEqual({ kind: 'unsaid' })
  }
  for (const header of [
    '</a?page_token=>; rel="next"',
    '</a>; rel="next"',
    '</admin/identities?page=2&per_page=250>; rel="next"',
    `<${'<'.repeat(50_000)}`,
  ]) {
    expect(nextInLink(header)).toEqual({ kind: 'unreadable' })
  }
})
