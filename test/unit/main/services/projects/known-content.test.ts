import { expect, it } from 'vitest'
import { emptyDraft, record } from '../../../../../src/core/draft/draft'
import { intentChangesOf } from '../../../../../src/core/draft/edits'
import { success } from '../../../../../src/core/errors/result'
import { mapperHash, toMapperUrl } from '../../../../../src/core/model/mapper-text'
import { connectionsOf } from '../../../../../src/core/model/connection'
import { textMember } from '../../../../../src/core/model/json'
import { demoIds } from '../../../../emulator'
import type { AppFiles } from '../../../../../src/main/files/app-files'
import { contentGuard } from '../../../../../src/main/services/projects/known-content'
import { startBench, value } from '../../../../support/services/main-services'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const store = 'https://storage.example/bucket'
const stored = (text: string, at = store) => `${at}/${mapperHash(toMapperUrl(text))}.jsonnet`

const snapshot = snapshotOf({
  oidc: [connection('a', { mapper_url: stored('theirs') })],
  saml: [{ id: 's', raw_idp_metadata_xml: 'https://idp.example/metadata.xml' }],
})

/** @param from what an edit of the saved draft began with */
function read(address: string, from?: string, kind: 'mapper' | 'metadata' = 'mapper') {
  const draft = {
    ...emptyDraft('p' as never, 'r'),
    intents: {
      organization: {},
      method: {},
      'scim-client': {},
      connection: {
        'oidc:a': {
          kind: 'edit' as const,
          fields: { mapper_url: { ...(from === undefined ? {} : { from }), to: 'base64://e30=' } },
        },
      },
    },
  }
  const files = {
    snapshots: { read: () => Promise.resolve(success(snapshot)) },
    drafts: { read: () => Promise.resolve(success(draft)) },
  } as unknown as AppFiles
  const history = { names: () => Promise.resolve(false) }
  return contentGuard(files, history, { projectId: 'p' as never, kind })(address)
}

it('reads what the project has, and what an edit began with', async () => {
  expect(await read(stored('theirs'))).toEqual(success(true))
  expect(await read(stored('was'), stored('was'))).toEqual(success(true))
  expect(await read('base64://e30=')).toEqual(success(true))
})

it('reads nothing else, whatever a draft says', async () => {
  expect(await read(stored('was'))).toEqual(success(false))
  const elsewhere = stored('was', 'https://elsewhere.example')
  expect(await read(elsewhere, elsewhere)).toEqual(success(false))
  const plain = `${store}/was.jsonnet`
  expect(await read(plain, plain)).toEqual(success(false))
})

it('asks no identity provider in passing', async () => {
  const address = 'https://idp.example/metadata.xml'
  expect(await read(address, undefined, 'metadata')).toEqual(success(false))
})

it('gives the text that an edit began with after another writer replaced it', async () => {
  const { emulator, files, projects } = await startBench()
  const projectId = demoIds.northwindProduction
  const before = value(await projects.read(projectId, {}))
  const [chosen] = connectionsOf(before).filter(({ protocol }) => protocol === 'oidc')
  const { key, entry } = chosen!
  const base = textMember(entry, 'mapper_url') ?? ''
  const target = { kind: 'connection', key } as const
  const edit = { kind: 'set-field', target, field: 'mapper_url', value: 'base64://e30=' } as const
  const empty = emptyDraft(projectId, before.revisionId)
  const changes = intentChangesOf(before, empty.intents, edit)
  const draft = record(empty, { label: 'Mapper', at: '2026-11-25T12:00:00.000Z', changes })
  value(await files.drafts.write(draft))
  emulator.edit((state: any) => {
    for (const project of state.projects) {
      const { oidc } = project.services.identity.config.selfservice.methods
      for (const provider of oidc?.config?.providers ?? []) provider.mapper_url = 'base64://W10='
    }
  })
  const now = value(await projects.read(projectId, {}))
  expect(connectionsOf(now).some((item) => item.entry['mapper_url'] === base)).toBe(false)
  expect(value(await projects.readMapper({ projectId, mapperUrl: base })).text).toContain(
    'identity',
  )
})
