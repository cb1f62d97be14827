import { someProject } from '../../../support/states/project-ids'
import { describe, expect, it, test } from 'vitest'
import { draftSchema, emptyDraft, type Draft } from '../../../../src/core/draft/draft'
import { intentChangesOf } from '../../../../src/core/draft/edits'
import { entrySchema } from '../../../../src/core/draft/journal'
import { keptEntry } from '../../../../src/core/fields/kept-document'
import { noIntents, type IntentChange } from '../../../../src/core/intents/intents'
import {
  hasCleanSecrets,
  holdsReference,
  isSecretReference,
  withoutReferences,
} from '../../../../src/core/intents/secret-places'
import type { JsonValue } from '../../../../src/core/model/json'
import { compilePatch } from '../../../../src/core/patch/compile'
import { fillSecrets } from '../../../../src/core/publish/fill-secrets'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const reference = '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001'
const secret = { $secret: reference }
const key = 'oidc:a'

/** A value in each of the ways in which it can be wrapped. */
const wrapped: Readonly<Record<string, JsonValue>> = {
  'as it is': secret,
  'with a member beside it': { $secret: reference, more: 1 },
  'in a list': ['x', secret],
  'deep in objects': { a: { b: [{ c: secret }] } },
  'in a member that is named as a secret field': { client_secret: secret },
  'as the name of what is no text': { $secret: { $secret: 1 } },
  'as a name beside others': { x: { $secret: null } },
}

type Side = 'from' | 'to'
type Kind = 'organization' | 'connection' | 'method' | 'scim-client'
const fieldPlaces: readonly [kind: Kind, field: string][] = [
  ['connection', 'label'],
  ['connection', 'client_id'],
  ['connection', 'requested_claims'],
  ['connection', 'future_member'],
  ['connection', 'id'],
  ['organization', 'label'],
  ['organization', 'client_secret'],
  ['method', 'base_redirect_uri'],
  ['method', 'client_secret'],
  // A field for a secret of another kind is none here.
  ['connection', 'authorization_header_secret'],
  ['organization', 'authorization_header_secret'],
  ['scim-client', 'label'],
  ['scim-client', 'client_id'],
  ['scim-client', 'mapper_url'],
  ['scim-client', 'proxy_scim_server_url'],
  ['scim-client', 'client_secret'],
  ['scim-client', 'apple_private_key'],
  ['scim-client', 'future_member'],
]

function draftWith(change: IntentChange): Draft {
  const { kind, key: of } = change.target
  const fields = change.field === undefined ? {} : { [change.field]: change.after ?? {} }
  const entity =
    change.field === undefined ? (change.after ?? {}) : { kind: 'edit' as const, fields }
  return {
    ...emptyDraft(someProject(1), 'r'),
    intents: { ...noIntents, [kind]: { [of]: entity } } as never,
  }
}

const step = (changes: IntentChange[]) => ({ id: 'one', label: 'One', at: 't', changes })

/** Every place of a draft, and of its journal, in which a change can stand. */
function isTaken(change: IntentChange): boolean[] {
  const draft = emptyDraft(someProject(1), 'r')
  const branch = { id: 'one', steps: [step([change])] }
  return [
    draftSchema.safeParse(draftWith(change)),
    draftSchema.safeParse({ ...draft, past: [step([change])] }),
    draftSchema.safeParse({ ...draft, future: [step([change])] }),
    draftSchema.safeParse({ ...draft, branches: [branch] }),
    entrySchema.safeParse({ kind: 'record', step: step([change]) }),
    entrySchema.safeParse({ kind: 'join', stepId: 'one', at: 't', changes: [change] }),
  ].map(({ success }) => success)
}

const none = [false, false, false, false, false, false]
const all = [true, true, true, true, true, true]

describe('a draft takes a reference to a secret', () => {
  it.each(['client_secret', 'apple_private_key'])('in the field %s of a connection', (field) => {
    const target = { kind: 'connection', key } as const
    expect(isTaken({ target, field, after: { to: secret } })).toEqual(all)
    const fields = { [field]: { to: secret }, label: { to: 'A' } }
    expect(isTaken({ target, after: { kind: 'create', fields } })).toEqual(all)
  })

  it('in the secret token of a SCIM client', () => {
    const target = { kind: 'scim-client', key } as const
    const field = 'authorization_header_secret'
    expect(isTaken({ target, field, after: { to: secret } })).toEqual(all)
    const fields = { [field]: { to: secret }, label: { to: 'A' } }
    expect(isTaken({ target, after: { kind: 'create', fields } })).toEqual(all)
  })

  describe.each(Object.entries(wrapped))('%s', (_way, value) => {
    it.each(fieldPlaces)('not in a %s as %s', (kind, field) => {
      const target = { kind, key } as const
      for (const side of ['from', 'to'] satisfies Side[]) {
        expect(isTaken({ target, field, after: { [side]: value } })).toEqual(none)
        const fields = { [field]: { [side]: value } }
        expect(isTaken({ target, after: { kind: 'create', fields } })).toEqual(none)
      }
    })

    it('not in what was seen, nor in what a deletion took along', () => {
      const target = { kind: 'organization', key: 'o' } as const
      const seen = { label: value }
      expect(isTaken({ target, after: { kind: 'delete', fields: {}, seen } })).toEqual(none)
      const inner = { target: { kind: 'connection', key }, field: 'label', after: { to: value } }
      const took = [inner as IntentChange]
      expect(isTaken({ target, after: { kind: 'delete', fields: {}, took } as never })).toEqual(
        none,
      )
    })
  })

  it.each(Object.entries(wrapped).slice(1))('not in a secret field %s', (_way, value) => {
    const target = { kind: 'connection', key } as const
    expect(isTaken({ target, field: 'client_secret', after: { to: value } })).toEqual(none)
    expect(isTaken({ target, field: 'client_secret', after: { from: secret } })).toEqual(none)
  })

  it('not as the name of a field or of an entity', () => {
    const target = { kind: 'connection', key } as const
    expect(isTaken({ target, field: '$secret', after: { to: 'x' } })).toEqual(none)
    const fields = { $secret: { to: 'x' } }
    expect(isTaken({ target, after: { kind: 'create', fields } })).toEqual(none)
    const intents = { ...noIntents, connection: { $secret: { kind: 'edit', fields: {} } } }
    expect(draftSchema.safeParse({ ...emptyDraft(someProject(1), 'r'), intents }).success).toBe(
      false,
    )
  })
})

test('an edit brings no reference into any other field, whoever typed or read it', () => {
  const snapshot = snapshotOf({ oidc: [connection('a')] })
  const target = { kind: 'connection', key } as const
  for (const value of Object.values(wrapped)) {
    const edits = [
      { kind: 'create-scim-client', key: 'new:3', fields: { label: value, client_secret: value } },
      { kind: 'set-field', target, field: 'requested_claims', value },
      { kind: 'set-field', target, field: 'future', value },
      { kind: 'create-connection', key: 'new:1', protocol: 'oidc', fields: { label: value } },
      { kind: 'create-organization', key: 'new:2', fields: { label: value, $secret: 'x' } },
    ] as const
    for (const edit of edits) {
      const changes = intentChangesOf(snapshot, noIntents, edit)
      expect(changes).toHaveLength(1)
      expect(holdsReference(changes)).toBe(false)
    }
  }
  const [kept] = intentChangesOf(snapshot, noIntents, fieldEdit(target, 'client_secret', secret))
  expect(kept?.after).toMatchObject({ to: secret })
})

test('what a server names so comes neither to a snapshot nor from there to a draft', () => {
  const entry = {
    id: 'a',
    label: secret,
    requested_claims: { id_token: secret, userinfo: { email: null } },
    scope: ['openid', secret],
    future: { deep: [secret, 1] },
    $secret: reference,
  }
  const kept = keptEntry(entry)
  expect(holdsReference(kept)).toBe(false)
  expect(kept).toMatchObject({
    id: 'a',
    requested_claims: { userinfo: { email: null } },
    future: { deep: [{}, 1] },
  })
})

describe('a secret is filled in', () => {
  const fill = (operations: Parameters<typeof fillSecrets>[0]) =>
    fillSecrets(operations, (at) => `<${at}>`)
  const methods = '/services/identity/config/selfservice/methods'
  const filled = `<${reference}>`

  it('in a secret field of an entry, wherever a patch has the entry', () => {
    const entry = { id: 'a', client_secret: secret }
    const clear = { id: 'a', client_secret: filled }
    const paths: readonly [string, JsonValue, JsonValue][] = [
      [`${methods}/oidc/config/providers/3/client_secret`, secret, filled],
      [`${methods}/oidc/config/providers/-`, entry, clear],
      [`${methods}/oidc/config/providers`, [entry], [clear]],
      [`${methods}/oidc/config`, { providers: [entry] }, { providers: [clear] }],
      [
        `${methods}/oidc`,
        { enabled: true, config: { providers: [entry] } },
        { enabled: true, config: { providers: [clear] } },
      ],
    ]
    for (const [path, value, expected] of paths) {
      expect(fill([{ op: 'add', path, value }])).toEqual([{ op: 'add', path, value: expected }])
    }
  })

  it('in the secret token of a SCIM client, wherever a patch has it', () => {
    const client = { client_id: 'a', authorization_header_secret: secret }
    const clear = { client_id: 'a', authorization_header_secret: filled }
    const paths: readonly [string, JsonValue, JsonValue][] = [
      ['/scim_clients/3/authorization_header_secret', secret, filled],
      ['/scim_clients/-', client, clear],
      ['/scim_clients', [client], [clear]],
    ]
    for (const [path, value, expected] of paths) {
      expect(fill([{ op: 'add', path, value }])).toEqual([{ op: 'add', path, value: expected }])
    }
  })

  it('as compiled from intents', () => {
    const fields = { id: { to: 'n' }, label: { to: 'N' }, client_secret: { to: secret } }
    const create = { kind: 'create', protocol: 'oidc', fields, made: 1 } as const
    for (const snapshot of [snapshotOf({}), snapshotOf({ oidc: [connection('a')] })]) {
      const compiled = compilePatch(snapshot, { ...noIntents, connection: { 'new:n': create } })
      expect(JSON.stringify(fill(compiled))).toContain(filled)
      expect(holdsReference(fill(compiled))).toBe(false)
    }
  })

  it('nowhere else', () => {
    const providers = `${methods}/oidc/config/providers`
    const paths: readonly [string, JsonValue][] = [
      [`${providers}/0/label`, secret],
      [`${providers}/0/client_id`, secret],
      [`${providers}/0/future`, { client_secret: secret }],
      [`${providers}/0/future/client_secret`, secret],
      [`${providers}/0/requested_claims`, { id_token: { client_secret: secret } }],
      [`${providers}/-`, { label: secret, future: { client_secret: secret }, list: [secret] }],
      [`${providers}/-`, { client_secret: { $secret: reference, more: 1 } }],
      [`${methods}/oidc/config`, { base_redirect_uri: secret, client_secret: secret }],
      [`${methods}/oidc/client_secret`, secret],
      [`${methods}/oidc/enabled`, secret],
      [`${methods}/password/config/providers/0/client_secret`, secret],
      ['/organizations/-', { label: secret, client_secret: secret }],
      ['/organizations/0/client_secret', secret],
      ['/client_secret', secret],
      // A field for a secret of another kind is none here.
      [`${providers}/0/authorization_header_secret`, secret],
      [`${providers}/-`, { id: 'a', authorization_header_secret: secret }],
      ['/scim_clients/0/client_secret', secret],
      ['/scim_clients/-', { client_id: 'a', client_secret: secret, label: secret }],
      ['/scim_clients/0/label', secret],
      ['/scim_clients/0/future/authorization_header_secret', secret],
      ['/scim_clients/-', { future: { authorization_header_secret: secret } }],
      ['/scim_clients_of_others/0/authorization_header_secret', secret],
      ['/x/scim_clients/0/authorization_header_secret', secret],
    ]
    for (const [path, value] of paths) {
      const operations = [{ op: 'add', path, value }] as const
      expect(fill(operations)).toEqual(operations)
    }
  })
})

test('a reference is an object with one text under its name, and nothing else is one', () => {
  expect(isSecretReference(secret)).toBe(true)
  const others = [undefined, null, 'r', 1, [], [secret], {}, { $secret: '' }, { $secret: 1 }]
  for (const other of [...others, { $secret: 'r', more: 1 }] as JsonValue[]) {
    expect(isSecretReference(other), JSON.stringify(other)).toBe(false)
  }
})

test('a value is freed of whatever looks like one, at any depth, and is the same without any', () => {
  const value = { a: [1, { $secret: 'r', b: { $secret: 1, c: 'kept' } }], d: 'kept' }
  expect(withoutReferences(value)).toEqual({ a: [1, { b: { c: 'kept' } }], d: 'kept' })
  expect(withoutReferences(secret)).toEqual({})
  const clean = { a: [1, { b: 'kept' }] }
  expect(withoutReferences(clean)).toBe(clean)
})

test('each field of a change has to be clean, not one of them', () => {
  const target = { kind: 'connection', key } as const
  const entity = (fields: object) =>
    ({ target, after: { kind: 'edit' as const, fields } }) as IntentChange
  expect(hasCleanSecrets(entity({ label: { to: 'x' }, client_secret: { to: secret } }))).toBe(true)
  expect(hasCleanSecrets(entity({ label: { to: 'x' }, client_id: { to: secret } }))).toBe(false)
  expect(hasCleanSecrets(entity({ client_id: { to: secret }, label: { to: 'x' } }))).toBe(false)
  expect(hasCleanSecrets({ target, field: 'client_secret', before: { to: secret } })).toBe(true)
  expect(hasCleanSecrets({ target, field: 'client_id' })).toBe(true)
})
