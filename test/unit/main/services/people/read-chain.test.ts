import { expect, test } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import type { NextPage } from '../../../../../src/main/api/link-header'
import { newChain, readChain } from '../../../../../src/main/services/people/read-chain'
import { value } from '../../../../support/services/main-services'

/** Reads pages with so many entries each, and what follows them. */
async function read(entriesOf: (page: number) => number, nextOf: (page: number) => NextPage) {
  const chain = newChain()
  let page = 0
  const ended = await readChain(
    chain,
    () => {
      page += 1
      return Promise.resolve(success({ entries: entriesOf(page), size: 500, next: nextOf(page) }))
    },
    () => false,
  )
  return { ended: value(ended), pages: page, chain }
}

const always = (page: number): NextPage => ({ kind: 'next', token: String(page) })

test('a list of empty pages without end is left after some of them', async () => {
  expect(await read(() => 0, always)).toMatchObject({ ended: 'too-many', pages: 20 })
  const someEmpty = (page: number) => (page % 19 === 0 ? 1 : 0)
  const last = (page: number): NextPage => (page < 200 ? always(page) : { kind: 'last' })
  expect(await read(someEmpty, last)).toMatchObject({ ended: 'whole', pages: 200 })
})

test('a list that would fill the memory is left before it does', async () => {
  expect(await read(() => 10_000, always)).toMatchObject({ ended: 'too-many', pages: 200 })
})

test('a page is the last one where the server says so, or says nothing and has no full page', async () => {
  const one = (entries: number, kind: 'last' | 'unsaid' | 'unreadable') =>
    read(
      () => entries,
      () => ({ kind }),
    )
  for (const [entries, kind, ended] of [
    [500, 'last', 'whole'],
    [499, 'unsaid', 'whole'],
    [0, 'unsaid', 'whole'],
    [500, 'unsaid', 'no-next'],
    [1, 'unreadable', 'no-next'],
  ] as const) {
    const { ended: found, chain } = await one(entries, kind)
    expect([kind, found, chain.isDone]).toEqual([kind, ended, ended === 'whole'])
  }
})
