import { describe, expect, test } from 'vitest'
import {
  longestPersonName,
  longestSummary,
  longestTicket,
} from '../../../../../src/core/publish/why'
import { checkSummary, saidOf } from '../../../../../src/main/services/publish/said'

const kept = (name: string | undefined, why?: { summary: string; ticket?: string }) =>
  saidOf(
    {
      secrets: { scrub: (text) => text.replaceAll('canary', '[hidden]') },
      personName: { read: () => Promise.resolve(name) },
    },
    why,
  )

describe('what is kept of what a person said', () => {
  test.each([
    [undefined, undefined, {}],
    ['Kim', undefined, { by: 'Kim' }],
    ['Kim', { summary: '' }, { by: 'Kim' }],
    [undefined, { summary: 'Goes live' }, { why: { summary: 'Goes live' } }],
    [undefined, { summary: '', ticket: 'CHG-1' }, { why: { summary: '', ticket: 'CHG-1' } }],
    [undefined, { summary: 'Goes live', ticket: '' }, { why: { summary: 'Goes live' } }],
    ['canary', { summary: 'a canary' }, { by: '[hidden]', why: { summary: 'a [hidden]' } }],
  ])('%s with %o', async (name, why, said) => {
    expect(await kept(name, why)).toStrictEqual(said)
  })

  test('is no longer than it may be, also where something stands in the place of a secret', async () => {
    const long = 'canary'.repeat(100)
    const { by = '', why } = await kept(long, { summary: long, ticket: long })
    expect([by.length, why?.summary.length, why?.ticket?.length]).toEqual([
      longestPersonName,
      longestSummary,
      longestTicket,
    ])
  })
})

describe('a summary', () => {
  const project = (id: string) => ({ id }) as never
  const list = [
    { name: 'Silent', projects: [project('a')] },
    { name: 'Asking', asksForSummary: true, projects: [project('b'), project('c')] },
    { name: 'Asking too', asksForSummary: true, projects: [project('d')] },
  ]
  const check = (id: string, summary?: string) =>
    checkSummary(
      { list: () => Promise.resolve(list as never) },
      id as never,
      summary === undefined ? undefined : { summary },
    )

  test.each(['c', 'd'])(
    'is missing where the workspace of the project asks for one (%s)',
    async (id) => {
      const subject = id === 'c' ? 'Asking' : 'Asking too'
      const error = { code: 'publish.summary-missing', subject, arrived: false }
      expect(await check(id)).toMatchObject({ ok: false, error })
      expect(await check(id, '')).toMatchObject({ ok: false, error })
      expect(await check(id, 'Goes live')).toEqual({ ok: true, value: undefined })
    },
  )

  test('is not missing where nobody asks for it', async () => {
    expect(await check('a')).toEqual({ ok: true, value: undefined })
    expect(await check('of no workspace')).toEqual({ ok: true, value: undefined })
  })
})
