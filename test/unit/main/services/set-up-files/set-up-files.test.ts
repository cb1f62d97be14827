import { expect, test, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { contentHash } from '../../../../../src/core/model/mapper-text'
import { createSetUpFiles } from '../../../../../src/main/services/set-up-files/set-up-files'
import { draftWith } from '../../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const text = '{ identity: { traits: {} } }'
const stored = `https://store.example/${contentHash(new TextEncoder().encode(text))}.jsonnet`
const snapshot = snapshotOf({
  oidc: [connection('a', { mapper_url: stored }), connection('b', { mapper_url: stored })],
  organizations: [{ id: 'o', label: 'O', domains: [] }],
})
const projectId = snapshot.summary.id
const chosen = { projectId, form: 'set-up', withDraft: true } as const

function service(known = true) {
  const draft = draftWith(snapshot, [
    { kind: 'create-organization', key: 'new:1', fields: { label: 'New', domains: [] } },
  ])
  const readText = vi.fn((address: string) =>
    Promise.resolve(
      known && address === stored
        ? success(text)
        : failure(appError('network.offline', 'No network')),
    ),
  )
  const files = {
    snapshots: { read: () => Promise.resolve(success(snapshot)) },
    drafts: { read: () => Promise.resolve(success(draft)) },
  }
  // The service asks nothing else of them.
  const setUpFiles = createSetUpFiles({
    files: files as never,
    projects: { openTexts: () => readText },
  })
  return { setUpFiles, readText }
}

test('a text that several connections have is read once, and stands in the file', async () => {
  const { setUpFiles, readText } = service()
  const file = await setUpFiles.file(chosen)
  expect(readText).toHaveBeenCalledTimes(1)
  const document = JSON.parse(file.ok ? file.value.text : '')
  expect(document.connections.map(({ mapper }: any) => mapper)).toEqual([[text], [text]])
  expect(file.ok && file.value.suggestedName).toBe('calm-turing-abcdefghij.set-up.json')
})

test('with and without the draft, and only what was chosen', async () => {
  const { setUpFiles } = service()
  const counts = async (more: object) => {
    const preview = await setUpFiles.preview({ ...chosen, ...more })
    return preview.ok ? [preview.value.organizations, preview.value.connections] : []
  }
  expect(await counts({})).toEqual([2, 2])
  expect(await counts({ withDraft: false })).toEqual([1, 2])
  expect(await counts({ organizations: ['new:1'], connections: ['oidc:b'] })).toEqual([1, 1])
})

test('a text that cannot be read is said, and its address stands in the file', async () => {
  const { setUpFiles } = service(false)
  const preview = await setUpFiles.preview(chosen)
  expect(preview.ok && preview.value.remarks[0]).toContain('1 text of mappers or metadata')
  expect(preview.ok && preview.value.text).toContain(stored)
})

test.each([
  ['identity-config', '.identity-config.json', '"selfservice"'],
  ['terraform', '.tf', 'resource "ory_social_provider" "a"'],
] as const)('the form %s has its own ending and text', async (form, ending, words) => {
  const file = await service().setUpFiles.file({ ...chosen, form })
  expect(file.ok && file.value.suggestedName.endsWith(ending)).toBe(true)
  expect(file.ok && file.value.text).toContain(words)
})
