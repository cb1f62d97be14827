import { expect, test } from 'vitest'
import type { JsonValue } from '../../../../src/core/model/json'
import { methodPointer } from '../../../../src/core/model/connection'
import { fillSecrets } from '../../../../src/core/publish/fill-secrets'

const reference = { $secret: 'r1' }
const entry = { id: 'a', client_secret: reference, label: reference }
const filledEntry = { id: 'a', client_secret: 'secret of r1', label: reference }
const client = { client_id: 'a', authorization_header_secret: reference, label: reference }
const filledClient = { ...client, authorization_header_secret: 'secret of r1' }
const oidc = methodPointer('oidc')

const fill = (path: string, value: JsonValue) =>
  fillSecrets([{ op: 'add', path, value }], (name) => `secret of ${name}`)

test.each<[about: string, path: string, value: JsonValue, filled: JsonValue]>([
  [
    'a method',
    oidc,
    { enabled: true, config: { providers: [entry], client_secret: reference } },
    { enabled: true, config: { providers: [filledEntry], client_secret: reference } },
  ],
  [
    'the other method',
    methodPointer('saml'),
    { config: { providers: [entry] } },
    { config: { providers: [filledEntry] } },
  ],
  [
    'its configuration',
    `${oidc}/config`,
    { providers: [entry, 1] },
    { providers: [filledEntry, 1] },
  ],
  ['its connections', `${oidc}/config/providers`, [entry, entry], [filledEntry, filledEntry]],
  ['a connection', `${oidc}/config/providers/-`, entry, filledEntry],
  ['a field of it', `${oidc}/config/providers/3/client_secret`, reference, 'secret of r1'],
  ['all SCIM clients', '/scim_clients', [client], [filledClient]],
  ['a SCIM client', '/scim_clients/-', client, filledClient],
  [
    'a field of a SCIM client',
    '/scim_clients/3/authorization_header_secret',
    reference,
    'secret of r1',
  ],
])(
  'in %s, a secret stands in the place of each reference in a field for one',
  (_about, path, value, filled) => {
    expect(fill(path, value)).toStrictEqual([{ op: 'add', path, value: filled }])
  },
)

test.each<[about: string, path: string, value: JsonValue]>([
  ['a field that is for no secret', `${oidc}/config/providers/3/label`, reference],
  ['what lies deeper in a field', `${oidc}/config/providers/3/client_secret/deep`, reference],
  ['another member of the configuration', `${oidc}/config/client_secret`, reference],
  ['another member of the method', `${oidc}/client_secret`, reference],
  ['what only has its name in a method', `${oidc}/settings/providers/-`, entry],
  ['another list of the configuration', `${oidc}/config/others/-`, entry],
  ['a field of an entry of another list', `${oidc}/config/others/3/client_secret`, reference],
  ['what begins like a method', `${oidc}2/config/providers/-`, entry],
  ['a label of a SCIM client', '/scim_clients/3/label', reference],
  ['what only has the name of SCIM clients', '/services/scim_clients/-', client],
  ['another place of the project', '/services/oauth2/config/providers/-', entry],
  ['a method without a configuration', oidc, { enabled: true }],
  ['a configuration that is none', oidc, { config: [entry] }],
  ['a method that is none', oidc, [entry]],
  ['connections that are no list', `${oidc}/config/providers`, { client_secret: reference }],
  [
    'a reference with more beside it',
    `${oidc}/config/providers/-`,
    { client_secret: { ...reference, more: 1 } },
  ],
])('%s stays as it is', (_about, path, value) => {
  expect(fill(path, value)).toStrictEqual([{ op: 'add', path, value }])
})

test('an operation without a value stays as it is', () => {
  const remove = { op: 'remove', path: `${oidc}/config/providers/0` } as const
  expect(fillSecrets([remove], () => 'never')).toStrictEqual([remove])
})
