import { expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { JsonObject } from '../../../../../src/core/model/json'
import { scimClientsOf } from '../../../../../src/core/model/scim-client'
import {
  withoutGoneClients,
  withForm,
} from '../../../../../src/main/services/projects/normalized-form'
import { organizationEntry, scimEntry } from '../../../../support/states/radar'
import { snapshotOf } from '../../../../support/states/snapshots'

const at = '2026-11-30T09:00:00.000Z'
const form = { states: { oidc: [], saml: [] }, revision: {} }
const before = snapshotOf({ scimClients: [scimEntry('old', 'o')] })

it('keeps of a client all that may be stored, without its row and without a secret', () => {
  const row = { id: 'row', project_revision_id: 'r', created_at: 'then', updated_at: 'now' }
  const wire = {
    ...scimEntry('s', 'o', { authorization_header_secret: 'hunter2hunter2' }),
    ...row,
    x_future: { api_token: 'hunter3', deep: [1] },
  }
  const read = withForm(before, success({ ...form, scimClients: [wire] }), at)
  expect(read.scim).toEqual({
    clients: [{ ...scimEntry('s', 'o'), x_future: { deep: [1] } }],
    readAt: at,
    cut: { s: ['x_future'] },
  })
  expect(JSON.stringify(read)).not.toContain('hunter')
})

it.each([
  [404, 'missing'],
  [405, 'missing'],
  [403, 'forbidden'],
  [401, 'forbidden'],
  [503, 'failed'],
  [undefined, 'failed'],
])('says after status %s that they are %s, and keeps those that are known', (status, unread) => {
  const refused = failure(appError('api.rejected', 'No', status === undefined ? {} : { status }))
  expect(withForm(before, refused, at).scim).toEqual({ ...before.scim, unread })
  expect(withForm(snapshotOf({}), refused, at).scim).toEqual({ clients: [], unread })
})

it('takes a form without the list for one that does not show them', () => {
  expect(withForm(before, success(form), at).scim?.unread).toBe('missing')
  // The next read that shows them ends that.
  const again = withForm(
    withForm(before, success(form), at),
    success({ ...form, scimClients: [] }),
    at,
  )
  expect(again.scim).toEqual({ clients: [], readAt: at })
})

it('remembers a client that somebody deleted, and none that were not read', () => {
  const gone = withForm(before, success({ ...form, scimClients: [] }), at)
  const old = { kind: 'scim-client', key: 'old', entity: scimEntry('old', 'o') }
  expect(gone.former).toEqual([old])
  expect(withForm(gone, success(form), at).former).toEqual([old])
  // It is back.
  const again = success({ ...form, scimClients: [scimEntry('old', 'o')] })
  expect(withForm(gone, again, at).former).toBeUndefined()
  expect(withForm(before, success(form), at).former).toBeUndefined()
})

it('keeps the position of a row that is no client, and lets nothing address it', () => {
  const rows: JsonObject[] = [{}, scimEntry('a', 'o'), scimEntry('a', 'o'), { client_id: 5 }]
  const { scim } = withForm(before, success({ ...form, scimClients: rows }), at)
  const found = scimClientsOf(scim ? { scim } : {})
  expect(found.map(({ key, index, ambiguous }) => [key, index, ambiguous])).toEqual([
    ['#0', 0, true],
    ['a#1', 1, true],
    ['a#2', 2, true],
    ['#3', 3, true],
  ])
})

it('drops the clients of organizations that are deleted, and no others', () => {
  const clients = [scimEntry('a', 'gone'), scimEntry('b', 'o'), scimEntry('c', 'never there')]
  const organizations = [organizationEntry('gone'), organizationEntry('o')]
  const state = snapshotOf({ organizations, scimClients: clients })
  const after = { ...state, organizations: [organizationEntry('o')] }
  expect(withoutGoneClients(state, after).scim?.clients).toEqual(clients.slice(1))
  expect(withoutGoneClients(state, state)).toBe(state)
  expect(withoutGoneClients(snapshotOf({}), snapshotOf({})).scim).toBeUndefined()
})
