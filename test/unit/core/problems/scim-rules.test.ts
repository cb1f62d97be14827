import { expect, it } from 'vitest'
import { noIntents, type EntityIntent } from '../../../../src/core/intents/intents'
import { refusedIdProblems } from '../../../../src/core/problems/scim-rules'
import { problemsOf } from '../../../../src/core/problems/written'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { organizationEntry, scimEntry } from '../../../support/states/radar'
import { snapshotOf } from '../../../support/states/snapshots'

const snapshot = snapshotOf({
  organizations: [organizationEntry('o')],
  scimClients: [scimEntry('a', 'o'), scimEntry('b', 'o')],
})
const found = (clients: Record<string, EntityIntent>) =>
  problemsOf(workingCopy(snapshot, { ...noIntents, 'scim-client': clients })).map(
    ({ field, severity, message }) => [field, severity, message],
  )
const creation = (fields: Record<string, unknown>): EntityIntent => ({
  kind: 'create',
  made: 1,
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, to]) => [name, { to: to as never }]),
  ),
})
const whole = {
  client_id: 'new-one',
  label: 'New',
  organization_id: 'o',
  state: 'enabled',
  mapper_url: 'base64://e30=',
  authorization_header_secret: { $secret: '00000000-0000-4000-8000-000000000001' },
}

it('finds nothing wrong with a client that has all', () => {
  expect(found({ 'new:1': creation(whole) })).toEqual([])
})

it('takes one that is made switched off', () => {
  expect(found({ 'new:1': creation({ ...whole, state: 'disabled' }) })).toEqual([])
})

it('says at each field what is missing of a new one', () => {
  expect(found({ 'new:1': creation({}) })).toEqual([
    ['label', 'error', 'Enter a label'],
    ['client_id', 'error', 'Enter a client ID'],
    ['organization_id', 'error', 'A SCIM client needs an organization'],
    ['state', 'error', expect.any(String)],
    ['mapper_url', 'error', 'A SCIM client needs a mapper'],
    ['authorization_header_secret', 'error', 'Enter a secret token'],
  ])
})

it.each([
  [
    'client_id',
    'Übergröße',
    'Use the letters a to z, digits, hyphens and underscores only: it is part of a URL',
  ],
  ['client_id', 'a', 'Another SCIM client has the ID “a”'],
  ['organization_id', 'gone', 'The organization does not exist or is deleted'],
  ['state', 'paused', 'Ory knows “enabled” and “disabled” alone'],
  [
    'proxy_scim_server_url',
    'id.example',
    'Enter a whole https address, such as https://scim.customer.example',
  ],
  ['mapper_url', 'base64://!!', 'The mapper is not valid base64'],
  ['mapper_url', 'base64://', 'The mapper is empty'],
  ['mapper_url', 'ftp://mappers.example/a', 'This is neither base64:// nor an https address.'],
  ['client_id', 7, 'It has to be a text'],
  ['label', { deep: true }, 'It has to be a text'],
  // A reference to a secret stands for a text in the place of a secret alone.
  ['label', { $secret: '00000000-0000-4000-8000-000000000001' }, 'It has to be a text'],
  ['mapper_url', ['a'], 'It has to be a text'],
  ['authorization_header_secret', 12, 'It has to be a text'],
])('refuses as %s %s', (field, value, message) => {
  expect(found({ 'new:1': creation({ ...whole, [field]: value }) })).toEqual([
    [field, 'error', message],
  ])
})

it('says nothing of what the server has, also where it is odd: that is no fault of the draft', () => {
  const odd = snapshotOf({
    organizations: [organizationEntry('o')],
    scimClients: [{ ...scimEntry('Odd ID', 'gone'), mapper_url: 5 as never, state: 'paused' }],
  })
  const edit: EntityIntent = { kind: 'edit', fields: { label: { from: 'Label', to: 'A' } } }
  const problems = (fields: EntityIntent['fields']) =>
    problemsOf(
      workingCopy(odd, { ...noIntents, 'scim-client': { 'Odd ID': { ...edit, fields } } }),
    ).map(({ field }) => field)
  expect(problems({ label: { from: 'x', to: 'A' } })).toEqual([])
  expect(problems({ mapper_url: { to: 'base64://' }, label: { to: '' } })).toEqual([
    'label',
    'mapper_url',
  ])
})

it('asks for no secret of one that Ory has, and for none of one that is deleted', () => {
  const edit: EntityIntent = { kind: 'edit', fields: { label: { from: 'Label of a', to: 'A' } } }
  const gone: EntityIntent = { kind: 'delete', seen: scimEntry('b', 'o'), fields: {} }
  expect(found({ a: edit, b: gone })).toEqual([])
  // One that was typed and taken away again leaves that of Ory.
  const emptied: EntityIntent = { kind: 'edit', fields: { authorization_header_secret: {} } }
  expect(found({ a: emptied })).toEqual([])
  // Its ID is free then.
  expect(found({ b: gone, 'new:1': creation({ ...whole, client_id: 'b' }) })).toEqual([])
})

it('tells an ID that Ory refused as taken at its field, for as long as the draft wants it', () => {
  const copyOf = (clients: Record<string, EntityIntent>) =>
    workingCopy(snapshot, { ...noIntents, 'scim-client': clients })
  const told = (clients: Record<string, EntityIntent>) =>
    refusedIdProblems(copyOf(clients).touched.scimClients, 'new-one')
  expect(told({ 'new:1': creation(whole) })).toEqual([
    {
      rule: 'value-doubtful',
      severity: 'warning',
      message: 'Ory refused this ID: a SCIM client that this project does not show has it',
      field: 'client_id',
      target: { kind: 'scim-client', key: 'new:1' },
      name: 'New',
    },
  ])
  expect(told({ 'new:1': creation({ ...whole, client_id: 'other' }) })).toEqual([])
  const gone: EntityIntent = { kind: 'delete', seen: scimEntry('b', 'o'), fields: {} }
  expect(refusedIdProblems(copyOf({ b: gone }).touched.scimClients, 'b')).toEqual([])
})
