import { describe, expect, it } from 'vitest'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import {
  connectionsOf,
  deleteRows,
  editable,
  lockOf,
  rowsText,
} from '../../../../src/core/draft/delete-rows'
import { noIntents } from '../../../../src/core/intents/intents'
import { draftWith } from '../../../support/states/draft-with'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const snapshot = snapshotOf({
  oidc: [
    connection('a', { organization_id: 'one' }),
    connection('b', { organization_id: 'one' }),
    connection('c', { organization_id: 'two' }),
    connection('twice'),
    connection('twice'),
  ],
  organizations: [
    { id: 'one', label: 'Brightwater', domains: [] },
    { id: 'two', label: 'Saltmarsh', domains: [] },
  ],
})

const copyWith = (...gone: string[]) => {
  const draft = draftWith(
    snapshot,
    gone.map((key) => ({ kind: 'delete-connection', key }) as const),
  )
  return workingCopy(snapshot, draft.intents)
}

describe('deleting rows', () => {
  it('leaves out what is deleted already or shares its ID, with the reason', () => {
    const { connections } = copyWith('oidc:a')
    expect(lockOf(connections[0]!)).toBe('The draft deletes it')
    expect(lockOf(connections[3]!)).toBe('It shares its ID, so it is read-only')
    expect(editable(connections).map(({ target }) => target.key)).toEqual(['oidc:b', 'oidc:c'])
    const { label, edits } = deleteRows(connections)
    expect(label).toBe('Deleted 2 connections')
    expect(edits).toEqual([
      { kind: 'delete-connection', key: 'oidc:b' },
      { kind: 'delete-connection', key: 'oidc:c' },
    ])
  })

  it('counts SCIM clients as such, and deletes them as such', () => {
    const clients = ['s', 't'].map((id) => scimEntry(id, 'one'))
    const { scimClients } = workingCopy(snapshotOf({ scimClients: clients }), noIntents)
    expect(deleteRows(scimClients)).toEqual({
      label: 'Deleted 2 SCIM clients',
      edits: [
        { kind: 'delete-scim-client', key: 's' },
        { kind: 'delete-scim-client', key: 't' },
      ],
    })
    expect(rowsText(scimClients.slice(0, 1))).toBe('Label of s')
  })

  it('says that there are none where each of them stays', () => {
    const { connections } = copyWith('oidc:a')
    expect(deleteRows([connections[0]!])).toEqual({ label: 'Deleted 0 rows', edits: [] })
    expect(rowsText([connections[1]!])).toBe('Label of b')
  })

  it('asks for the connections of organizations that are still there', () => {
    const copy = copyWith('oidc:a')
    const [one, two] = copy.organizations
    expect(connectionsOf(copy, [one!]).map(({ target }) => target.key)).toEqual(['oidc:b'])
    expect(deleteRows([one!, two!], 'detach')).toEqual({
      label: 'Deleted 2 organizations',
      edits: [
        { kind: 'delete-organization', key: 'one', connections: 'detach' },
        { kind: 'delete-organization', key: 'two', connections: 'detach' },
      ],
    })
    expect(rowsText([one!])).toBe('Brightwater')
  })
})
