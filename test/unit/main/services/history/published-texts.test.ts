import { expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import type { PublishRecord } from '../../../../../src/core/history/publish-history'
import { publishedTexts } from '../../../../../src/main/services/history/published-texts'

const address = 'https://storage.example/mapper'
const record: Pick<PublishRecord, 'entities'> = {
  entities: [
    {
      kind: 'connection',
      before: { key: 'oidc:a', document: { mapper_url: toMapperUrl('// was') } },
      after: { key: 'oidc:b', document: { mapper_url: address } },
      fields: ['mapper_url'],
    },
  ],
}
const input = { projectId: 'p', id: 'r', key: 'oidc:b', field: 'mapper_url' } as const
it('reads the text in the value itself, and the other at the address that the record names', async () => {
  const asked: unknown[] = []
  const texts = await publishedTexts(
    record,
    input as never,
    (...question) => {
      asked.push(question)
      return Promise.resolve(success('// is'))
    },
    undefined,
  )
  expect(texts).toEqual({ before: { text: '// was' }, after: { text: '// is' } })
  expect(asked).toEqual([['p', address, undefined, 'mapper']])
})

it('says why a text cannot be read, and reads nothing for what the record does not name', async () => {
  const error = appError('network.off', 'You work offline')
  const refuse = () => Promise.resolve(failure(error))
  expect(await publishedTexts(record, input as never, refuse, undefined)).toMatchObject({
    after: { error },
  })
  const other = { ...input, key: 'oidc:c' }
  expect(await publishedTexts(record, other as never, refuse, undefined)).toEqual({})
})
