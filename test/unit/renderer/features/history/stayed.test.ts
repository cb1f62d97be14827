import { expect, it } from 'vitest'
import type { DraftPublished } from '../../../../../src/core/ipc/publish'
import { summaryOf } from '../../../../../src/core/history/publish-history'
import { resultWords, summaryText } from '../../../../../src/renderer/features/drafts/drafts-words'
import { resultSentence, whatText } from '../../../../../src/renderer/composables/publish-words'
import { published } from './fixtures'
import { fieldEdit } from '../../../../support/states/field-edit'

const label = (key: string) => fieldEdit({ kind: 'connection', key }, 'label', 'Renamed')
const recordWith = (more: Parameters<typeof published>[1]) =>
  published([label('oidc:a'), label('oidc:b')], more).record

it('says that everything was published only where nothing stayed in the draft', () => {
  expect(resultSentence(recordWith({ stayed: 0 }))).toBe('Everything was published.')
  const some = recordWith({ stayed: 1 })
  expect(resultSentence(some)).toBe('2 of 3 changes were published. 1 change stayed in the draft.')
  expect(whatText(summaryOf(some))).toBe('2 edited, 1 stayed in the draft')
  // Earlier versions did not write it down.
  const { stayed: _not, ...earlier } = recordWith({})
  expect(resultSentence(earlier)).toBe('It was published.')
})

it('counts what Ory did not keep, which stays in the draft too', () => {
  const target = { kind: 'connection', key: 'oidc:a' } as const
  const dropped = [{ target, field: 'label', sent: 'Renamed' }]
  const text = resultSentence(recordWith({ stayed: 0, dropped }))
  expect(text).not.toContain('Everything')
  expect(text).toContain('Ory did not keep 1 field, which stays in the draft.')
})

it('says so of several projects', () => {
  const resultWith = (stayed: number): DraftPublished => ({
    projectId: 'p' as never,
    kind: 'published',
    end: { publishId: 'id', requests: 1, dropped: [], warnings: [], stayed },
  })
  const result = resultWith(2)
  expect(resultWords(result)).toMatchObject({
    tone: 'warning',
    more: '2 changes stayed in the draft: see the review.',
  })
  expect(resultWords(resultWith(0))).toEqual({ tone: 'good', text: 'Published' })
  expect(summaryText([result])).toBe(
    '1 project published. What was not published is still in its draft.',
  )
  expect(summaryText([resultWith(0)])).toBe('1 project published.')
})
