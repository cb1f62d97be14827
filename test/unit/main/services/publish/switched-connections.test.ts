import { expect, it } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { hasChanges } from '../../../../../src/core/draft/draft'
import { serverEntity } from '../../../../../src/core/intents/server-entities'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { draftChanges } from '../../../../../src/core/publish/changes'
import { agreeingTo } from '../../../../support/publishing/agreeing'
import { productionId as projectId } from '../../../../support/publishing/two-ways-in'
import {
  draftOf,
  outcomeOf,
  shownOf,
  startBench,
  value,
  writesOf,
  type Bench,
} from '../../../../support/services/main-services'
import { fieldEdit } from '../../../../support/states/field-edit'

const okta = { kind: 'connection', key: 'oidc:harbor-entra' } as const
const set = (field: string, text: string): Edit => fieldEdit(okta, field, text)

async function publish(bench: Bench, edits: readonly Edit[]) {
  const { snapshot, draft, shown } = await draftOf(bench, projectId, edits)
  bench.emulator.clearRequests()
  const agreed = agreeingTo(snapshot, draft)
  return bench.publishing.publish({ projectId, excluded: [], shown, ...agreed })
}

const stateOf = (snapshot: Snapshot, key: string = okta.key) =>
  serverEntity(snapshot, { kind: 'connection', key })?.['state']

const read = async (bench: Bench) => value(await bench.projects.read(projectId, {}))

it('one request disables a connection, and one enables it again', async () => {
  const bench = await startBench()
  const off = outcomeOf(await publish(bench, [set('state', 'disabled')]), 'published')
  expect(writesOf(bench)).toEqual(['PATCH 200'])
  expect(off).toMatchObject({ dropped: [], requests: 1 })
  expect(hasChanges(off.draft)).toBe(false)
  expect(stateOf(off.snapshot)).toBe('disabled')
  expect(stateOf(await read(bench))).toBe('disabled')
  const on = outcomeOf(await publish(bench, [set('state', 'enabled')]), 'published')
  expect(writesOf(bench)).toEqual(['PATCH 200'])
  expect(stateOf(on.snapshot)).toBe('enabled')
})

it('other fields of the connection go before its state, each in a guarded request', async () => {
  const bench = await startBench()
  const edits = [set('label', 'Harbor'), set('state', 'disabled')]
  const end = outcomeOf(await publish(bench, edits), 'published')
  expect(writesOf(bench)).toEqual(['PATCH 200', 'PATCH 200'])
  expect(end.dropped).toEqual([])
  expect(hasChanges(end.draft)).toBe(false)
  expect(serverEntity(await read(bench), okta)).toMatchObject({
    label: 'Harbor',
    state: 'disabled',
  })
})

it('a disabled connection is created and disabled, also beside deletions before it', async () => {
  const bench = await startBench()
  const fields = {
    id: 'new-one',
    label: 'New',
    raw_idp_metadata_xml: 'https://id.customer.example/metadata.xml',
    mapper_url: 'base64://e30=',
    state: 'disabled',
  }
  const edits: Edit[] = [
    { kind: 'delete-connection', key: 'saml:tidewater-saml' },
    { kind: 'create-connection', key: 'new:1', protocol: 'saml', fields },
  ]
  const end = outcomeOf(await publish(bench, edits), 'published')
  expect(writesOf(bench)).toEqual(['PATCH 200', 'PATCH 200'])
  expect(hasChanges(end.draft)).toBe(false)
  expect(stateOf(end.snapshot, 'saml:new-one')).toBe('disabled')
  expect(stateOf(await read(bench), 'saml:new-one')).toBe('disabled')
  expect(stateOf(await read(bench))).toBe('enabled')
})

it('where the second request fails, the state stays in the draft', async () => {
  const bench = await startBench()
  bench.emulator.fault({ operation: 'patchNormalizedProject', status: 403 })
  const edits = [set('label', 'Harbor'), set('state', 'disabled')]
  const end = outcomeOf(await publish(bench, edits), 'stopped')
  expect(end).toMatchObject({ done: 1, of: 2 })
  expect(end.draft.intents.connection[okta.key]?.fields).toEqual({
    state: { from: 'enabled', to: 'disabled' },
  })
  expect(stateOf(await read(bench))).toBe('enabled')
})

it('where the answer is lost, a look tells that it took effect', async () => {
  const bench = await startBench()
  bench.emulator.fault({ operation: 'patchNormalizedProject', drop: 'after' })
  const end = outcomeOf(await publish(bench, [set('state', 'disabled')]), 'published')
  expect(writesOf(bench)).toHaveLength(1)
  expect(stateOf(end.snapshot)).toBe('disabled')
})

it('a state that the server does not know as set before is a conflict', async () => {
  const bench = await startBench()
  const { snapshot, draft } = await draftOf(bench, projectId, [set('state', 'disabled')])
  const rows = snapshot.rows ?? { oidc: [], saml: [] }
  const oidc = rows.oidc.map((row) => ({ ...row, state: 'paused' }))
  const [change] = draftChanges({ ...snapshot, rows: { ...rows, oidc } }, draft.intents)
  expect(change?.conflicts).toMatchObject([{ was: 'enabled', mine: 'disabled', theirs: 'paused' }])
})

it('a server without the normalized form gets no state', async () => {
  const bench = await startBench({ normalizedRequests: 'absent' })
  const { snapshot, draft } = await draftOf(bench, projectId, [set('state', 'disabled')])
  const [change] = draftChanges(snapshot, draft.intents)
  expect(change?.heldBack).toBe('This server does not return the state of the connection')
  expect(shownOf(snapshot, draft)).toBe('')
})

it('a server without the normalized form takes what else a draft has, and enabled connections', async () => {
  const bench = await startBench({ normalizedRequests: 'absent' })
  const fields = {
    id: 'new-one',
    label: 'New',
    raw_idp_metadata_xml: 'https://id.customer.example/metadata.xml',
    mapper_url: 'base64://e30=',
    state: 'enabled',
  }
  const create: Edit = { kind: 'create-connection', key: 'new:1', protocol: 'saml', fields }
  const end = outcomeOf(await publish(bench, [create]), 'published')
  expect(writesOf(bench)).toEqual(['PATCH 200'])
  expect(hasChanges(end.draft)).toBe(false)
  const google = { kind: 'connection', key: 'oidc:google' } as const
  const rename: Edit = { kind: 'set-field', target: google, field: 'label', value: 'G' }
  const beside = outcomeOf(await publish(bench, [set('state', 'disabled'), rename]), 'published')
  expect(writesOf(bench)).toEqual(['PATCH 200'])
  expect(Object.keys(beside.draft.intents.connection)).toEqual([okta.key])
})
