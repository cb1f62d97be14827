import { expect, it } from 'vitest'
import { draftChanges } from '../../../../src/core/publish/changes'
import type { Edit } from '../../../../src/core/draft/edits'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import { changeLines } from '../../../../src/core/publish/change-words'
import { draftWith } from '../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const snapshot = snapshotOf({
  oidc: [
    connection('loose'),
    connection('a', { organization_id: 'o1' }),
    connection('b', { organization_id: 'o2' }),
  ],
  organizations: [
    { id: 'o1', label: 'One', domains: ['one.example', 'uno.example'] },
    { id: 'o2', label: 'Two', domains: [] },
  ],
})
const key = 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000001'
const set = (
  kind: 'organization' | 'connection' | 'method',
  id: string,
  field: string,
  value: any,
) => ({ kind: 'set-field', target: { kind, key: id }, field, value }) satisfies Edit

function review(edits: readonly Edit[]) {
  const draft = draftWith(snapshot, edits)
  const changes = draftChanges(snapshot, draft.intents)
  return { changes, copy: workingCopy(snapshot, draft.intents) }
}

it('tells lists as what goes and comes', () => {
  const { changes, copy } = review([
    set('organization', 'o1', 'domains', ['uno.example', 'new.example']),
  ])
  expect(changeLines(copy, changes[0]!)).toEqual([
    { name: 'Domains', removed: ['one.example'], added: ['new.example'] },
  ])
})

it('says of a secret that it is set, changed or unchanged, and never more', () => {
  const secret = { $secret: '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001' }
  const words = (edits: readonly Edit[]) => {
    const { changes, copy } = review(edits)
    const lines = changeLines(copy, changes[0]!)
    expect(JSON.stringify(lines)).not.toContain('7f9c2ba4')
    return lines.find(({ name }) => name === 'Client secret')?.note
  }
  expect(words([set('connection', 'oidc:a', 'client_secret', secret)])).toBe('will be changed')
  expect(words([set('connection', 'oidc:a', 'client_id', 'other')])).toBe('unchanged')
  expect(words([set('connection', 'oidc:a', 'label', 'other')])).toBeUndefined()
  const fields = { ...connection('n'), client_secret: secret }
  const create: Edit = { kind: 'create-connection', key, protocol: 'oidc', fields }
  expect(words([create])).toBe('will be set')
})

it('gives mappers as texts, and an address of somebody else as words', () => {
  const after = toMapperUrl('{ identity: {} }')
  const inline = review([set('connection', 'oidc:a', 'mapper_url', after)])
  expect(changeLines(inline.copy, inline.changes[0]!)).toEqual([
    { name: 'Mapper', text: { kind: 'mapper', isNew: false, before: 'base64://e30=', after } },
  ])
  const elsewhere = review([
    set('connection', 'oidc:a', 'mapper_url', 'https://else.example/mapper.jsonnet'),
  ])
  const [line] = changeLines(elsewhere.copy, elsewhere.changes[0]!)
  expect(line?.text).toBeUndefined()
  expect(line?.after).toContain('else.example')
})
