import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  filterWords,
  hasOneOf,
  hasWords,
  haystackOf,
  markWords,
} from '../../../../src/core/search/filter-words'

const haystack = haystackOf([
  'Meadowlark Okta',
  '@meadowlark.example',
  'https://meadowlark.okta.example',
])
const finds = (typed: string) => hasWords(haystack, filterWords(typed))

describe('words of a filter', () => {
  it.each([
    'meadowlark okta',
    'OKTA Meadow',
    '  okta  ',
    '',
    'ada@meadowlark.example',
    '<Ada@Meadowlark.example>,',
    'mailto:ada@meadowlark.example',
    '@meadowlark.example',
    '@meadow',
    'meadowlark.example',
    'https://meadowlark.okta.example/',
  ])('find it by %j', (typed) => expect(finds(typed)).toBe(true))

  it.each(['meadowlark auth0', 'ada@foxglove.example', '@lark.example', 'ada@lark.example'])(
    'do not find it by %j',
    (typed) => expect(finds(typed)).toBe(false),
  )

  it('find in any order what has all of them, and nothing that lacks one', () => {
    const word = fc.stringMatching(/^[a-zäß0-9]{1,8}$/u)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), word, (words, other) => {
        const text = haystackOf([words.join(' ')])
        expect(hasWords(text, filterWords(words.toReversed().join('  ')))).toBe(true)
        fc.pre(!text.includes(other))
        expect(hasWords(text, filterWords([...words, other].join(' ')))).toBe(false)
      }),
    )
  })

  it('are marked where they stand, a domain without its @', () => {
    const parts = (text: string, typed: string) => markWords(text, filterWords(typed))
    expect(parts('Meadowlark Okta', 'okta meadow')).toEqual(['', 'Meadow', 'lark ', 'Okta'])
    expect(parts('meadowlark.example', 'ada@meadowlark.example')).toEqual([
      '',
      'meadowlark.example',
    ])
    expect(parts('meadowlark.example', '@meadow')).toEqual(['', 'meadow', 'lark.example'])
    expect(parts('Nothing here', 'zzz')).toEqual(['Nothing here'])
    expect(parts('İstanbul', 'stan').join('')).toBe('İstanbul')
  })

  it('leave the text as it is, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, typed) => {
        expect(markWords(text, filterWords(typed)).join('')).toBe(text)
      }),
    )
  })

  it('of less than four letters are not looked for in ids', () => {
    const own = haystackOf(['Lumen Health 24'], ['9a98a862-1e48-4dc4'])
    const has = (typed: string) => hasWords(own, filterWords(typed))
    expect(['health 24', '98a8', '9a98a862'].map(has)).toEqual([true, true, true])
    expect(has('health 98')).toBe(false)
  })

  it('tell a text that has one of them', () => {
    expect(hasOneOf('@a.example', filterWords('x bo@a.example'))).toBe(true)
    expect(hasOneOf('@a.example', filterWords('b.example z'))).toBe(false)
  })
})
