import { expect, test, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { contentHash } from '../../../../../src/core/model/mapper-text'
import { createSetUpFiles } from '../../../../../src/main/services/set-up-files/set-up-files'
import { draftWith } from '../../../../support/states/draft-with'
import { scimEntry } from '../../../../support/states/radar'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const text = '{ identity: { traits: {} } }'
const stored = `https://store.example/${contentHash(new TextEncoder().encode(text))}.jsonnet`
const snapshot = snapshotOf({
  oidc: [connection('a', { mapper_url: stored }), connection('b', { mapper_url: stored })],
  organizations: [{ id: 'o', label: 'O', domains: [] }],
})
const projectId = snapshot.summary.id
const chosen = { projectId, form: 'set-up', withDraft: true } as const

function service(known = true, more: Partial<typeof snapshot> = {}) {
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
    snapshots: { read: () => Promise.resolve(success({ ...snapshot, ...more })) },
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

test('SCIM clients go with their organization, with the texts of their mappers', async () => {
  const clients = [scimEntry('people', 'o', { mapper_url: stored }), scimEntry('lost', 'gone')]
  const { setUpFiles } = service(true, { scim: { clients, readAt: snapshot.readAt } })
  const documentOf = async (more: object) => {
    const file = await setUpFiles.file({ ...chosen, ...more })
    return JSON.parse(file.ok ? file.value.text : '')
  }
  const { scim_clients: all } = await documentOf({})
  expect(all.map(({ id }: any) => id)).toEqual(['lost', 'people'])
  expect(all[1].mapper).toEqual([text])
  const some = await documentOf({ organizations: ['o'], connections: [] })
  expect(some.scim_clients.map(({ id }: any) => id)).toEqual(['people'])
  const preview = await setUpFiles.preview({ ...chosen, form: 'identity-config' })
  expect(preview.ok && preview.value).toMatchObject({
    scimClients: 2,
    remarks: ['2 SCIM clients are left out: an identity configuration has none'],
  })
})

test('a file of a project whose SCIM clients are not known says so', async () => {
  const preview = await service().setUpFiles.preview(chosen)
  expect(preview.ok && preview.value.remarks).toEqual([
    'SCIM clients are not in the file: this project’s are not known',
  ])
})
