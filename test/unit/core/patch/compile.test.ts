import { describe, expect, test } from 'vitest'
import type { Edit } from '../../../../src/core/draft/edits'
import type { Intents } from '../../../../src/core/intents/intents'
import type { JsonObject, JsonValue } from '../../../../src/core/model/json'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { compilePatch, organizationPlaceholder } from '../../../../src/core/patch/compile'
import type { PatchOperation } from '../../../../src/core/patch/patch'
import { provesPatch } from '../../../../src/core/patch/prove-patch'
import { draftWith } from '../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const methods = '/services/identity/config/selfservice/methods'
const oidc = `${methods}/oidc`
const providers = `${oidc}/config/providers`

/** A project whose oidc method is this node; none where it is undefined. */
function withOidc(node: JsonObject | undefined, base: Snapshot = snapshotOf({})): Snapshot {
  const project = structuredClone(base.project) as any
  const all = project.services.identity.config.selfservice.methods
  if (node) all.oidc = node
  else delete all.oidc
  return { ...base, project }
}

const set =
  (kind: 'connection' | 'method' | 'organization', key: string) =>
  (field: string, value?: JsonValue): Edit => ({
    kind: 'set-field',
    target: { kind, key },
    field,
    ...(value === undefined ? {} : { value }),
  })
const setting = set('method', 'oidc')
const base = 'base_redirect_uri'
const autoLink = 'enable_auto_link_policy'
const created = (key: string, id: string, more: JsonObject = {}): Edit => ({
  kind: 'create-connection',
  key,
  protocol: 'oidc',
  fields: { id, ...more },
})

/** The patch of these edits, which the last check before sending has to pass, and no other. */
function patchOf(snapshot: Snapshot, edits: readonly Edit[]): PatchOperation[] {
  const { intents } = draftWith(snapshot, edits)
  const operations = compilePatch(snapshot, intents)
  expect(provesPatch(snapshot, intents, operations)).toBe(true)
  return operations
}

describe('settings that all connections share', () => {
  test('are set, added and removed one by one', () => {
    const snapshot = withOidc({
      enabled: true,
      config: { [base]: 'https://a.example', providers: [] },
    })
    expect(
      patchOf(snapshot, [setting(autoLink, true), setting(base, 'https://b.example')]),
    ).toEqual([
      { op: 'replace', path: `${oidc}/config/${base}`, value: 'https://b.example' },
      { op: 'add', path: `${oidc}/${autoLink}`, value: true },
    ])
    expect(patchOf(snapshot, [setting(base)])).toEqual([
      { op: 'remove', path: `${oidc}/config/${base}` },
    ])
  })

  test('make a method that is missing, switched off and without connections', () => {
    expect(patchOf(withOidc(undefined), [setting(base, 'https://b.example')])).toStrictEqual([
      {
        op: 'add',
        path: oidc,
        value: { enabled: false, config: { providers: [], [base]: 'https://b.example' } },
      },
    ])
    expect(patchOf(withOidc(undefined), [setting(autoLink, true)])).toStrictEqual([
      {
        op: 'add',
        path: oidc,
        value: { enabled: false, [autoLink]: true, config: { providers: [] } },
      },
    ])
  })

  test('make the part of a method that they need, and no other', () => {
    const bare = withOidc({ enabled: true })
    expect(patchOf(bare, [setting(base, 'https://b.example')])).toEqual([
      { op: 'add', path: `${oidc}/config`, value: { providers: [] } },
      { op: 'add', path: `${oidc}/config/${base}`, value: 'https://b.example' },
    ])
    expect(patchOf(bare, [setting(autoLink, true)])).toEqual([
      { op: 'add', path: `${oidc}/${autoLink}`, value: true },
    ])
    expect(patchOf(bare, [setting(autoLink, true), setting(base, 'https://b.example')])).toEqual([
      { op: 'add', path: `${oidc}/config`, value: { providers: [] } },
      { op: 'add', path: `${oidc}/config/${base}`, value: 'https://b.example' },
      { op: 'add', path: `${oidc}/${autoLink}`, value: true },
    ])
  })

  test('that no table has are in no patch', () => {
    const odd: Intents = {
      organization: {},
      connection: {},
      method: { oidc: { kind: 'edit', fields: { odd_setting: { to: 1 } } } },
      'scim-client': {},
    }
    expect(compilePatch(withOidc({ enabled: true }), odd)).toEqual([])
    expect(compilePatch(withOidc(undefined), odd)).toEqual([])
  })

  test('that are taken away where they are not change nothing', () => {
    const gone = (fields: string[]): Intents => ({
      organization: {},
      connection: {},
      'scim-client': {},
      method: {
        oidc: {
          kind: 'edit',
          fields: Object.fromEntries(fields.map((name) => [name, { from: 'https://a.example' }])),
        },
      },
    })
    expect(compilePatch(withOidc(undefined), gone([base]))).toEqual([])
    expect(compilePatch(withOidc({ enabled: true }), gone([base]))).toEqual([])
    expect(compilePatch(withOidc({ enabled: true }), gone(['odd_setting']))).toEqual([])
  })
})

describe('the first connection of a method', () => {
  const entry = { id: 'a' }
  test.each<[string, JsonObject | undefined, PatchOperation[]]>([
    [
      'that is missing',
      undefined,
      [{ op: 'add', path: oidc, value: { enabled: true, config: { providers: [entry] } } }],
    ],
    [
      'without anything',
      {},
      [
        { op: 'add', path: `${oidc}/enabled`, value: true },
        { op: 'add', path: `${oidc}/config`, value: { providers: [entry] } },
      ],
    ],
    [
      'that is off, without a list',
      { enabled: false, config: { kept: 1 } },
      [
        { op: 'replace', path: `${oidc}/enabled`, value: true },
        { op: 'add', path: providers, value: [entry] },
      ],
    ],
    [
      'that is on, with an empty list',
      { enabled: true, config: { providers: [] } },
      [{ op: 'add', path: `${providers}/-`, value: entry }],
    ],
  ])('%s', (_, node, operations) => {
    expect(patchOf(withOidc(node), [created('new:a', 'a')])).toEqual(operations)
  })
})

describe('the last connection of a method', () => {
  const two = snapshotOf({ oidc: [connection('a'), connection('b')] })
  const gone = (id: string): Edit => ({ kind: 'delete-connection', key: `oidc:${id}` })
  const disable = { op: 'replace', path: `${oidc}/enabled`, value: false }

  test('takes the method with it, from the highest position down', () => {
    expect(patchOf(two, [gone('a'), gone('b')])).toEqual([
      { op: 'remove', path: `${providers}/1` },
      { op: 'remove', path: `${providers}/0` },
      disable,
    ])
  })

  test('does not where another stays, comes, or the method is off already', () => {
    expect(patchOf(two, [gone('a')])).toEqual([{ op: 'remove', path: `${providers}/0` }])
    expect(patchOf(two, [gone('a'), gone('b'), created('new:c', 'c')])).not.toContainEqual(disable)
    const off = withOidc({ enabled: false, config: { providers: [connection('a')] } })
    expect(patchOf(off, [gone('a')])).toEqual([{ op: 'remove', path: `${providers}/0` }])
  })
})

describe('connections', () => {
  test('are changed member by member, and one whose id is there twice is left alone', () => {
    const snapshot = snapshotOf({ oidc: [connection('a'), connection('b'), connection('b')] })
    expect(
      patchOf(snapshot, [
        set('connection', 'oidc:a')('label', 'New'),
        set('connection', 'oidc:a')('pkce', 'force'),
        set('connection', 'oidc:a')('client_id'),
      ]),
    ).toEqual([
      { op: 'replace', path: `${providers}/0/label`, value: 'New' },
      { op: 'remove', path: `${providers}/0/client_id` },
      { op: 'add', path: `${providers}/0/pkce`, value: 'force' },
    ])
    const { intents } = draftWith(snapshot, [])
    const unclear = {
      ...intents,
      connection: { 'oidc:b': { kind: 'edit' as const, fields: { label: { to: 'x' } } } },
    }
    expect(compilePatch(snapshot, unclear)).toEqual([])
  })

  test('go to an organization that is made with them, and nowhere without its id', () => {
    const snapshot = snapshotOf({})
    const { intents } = draftWith(snapshot, [
      { kind: 'create-organization', key: 'new:o', fields: { label: 'O' } },
      created('new:a', 'a', { organization_id: 'new:o' }),
    ])
    expect(() => compilePatch(snapshot, intents)).toThrow('No id for the organization new:o')
    const operations = compilePatch(snapshot, intents, { 'new:o': 'id-of-o' })
    expect(operations.at(-1)).toMatchObject({ value: { id: 'a', organization_id: 'id-of-o' } })
    expect(provesPatch(snapshot, intents, operations, { 'new:o': 'id-of-o' })).toBe(true)
    expect(provesPatch(snapshot, intents, operations, { 'new:o': 'another' })).toBe(false)
    // Before the server has given one, people read whose it will be.
    const shown = compilePatch(snapshot, intents, { 'new:o': organizationPlaceholder('O') })
    expect(shown.at(-1)).toMatchObject({ value: { organization_id: '<id of O>' } })
  })

  test('leave an organization whose id is none of a new one as it is written', () => {
    const snapshot = snapshotOf({ oidc: [connection('a', { organization_id: 'o' })] })
    for (const value of [null, 'p', 7]) {
      expect(patchOf(snapshot, [set('connection', 'oidc:a')('organization_id', value)])).toEqual([
        { op: 'replace', path: `${providers}/0/organization_id`, value },
      ])
    }
    // Only in that field does such a text mean an organization.
    expect(patchOf(snapshot, [set('connection', 'oidc:a')('label', 'new:o')])).toEqual([
      { op: 'replace', path: `${providers}/0/label`, value: 'new:o' },
    ])
  })

  test('are made with what they have in the end, in the method of their protocol', () => {
    const snapshot = snapshotOf({ saml: [{ id: 's' }] })
    const edits: Edit[] = [
      { ...created('new:a', 'a', { label: 'A', scope: ['openid'] }), protocol: 'saml' } as Edit,
      set('connection', 'new:a')('scope'),
    ]
    expect(patchOf(snapshot, edits)).toStrictEqual([
      { op: 'add', path: `${methods}/saml/config/providers/-`, value: { id: 'a', label: 'A' } },
    ])
    // Drafts of older versions had OIDC connections alone, and did not say so.
    const { intents } = draftWith(snapshotOf({}), [created('new:a', 'a')])
    const { protocol: _oidc, ...older } = intents.connection['new:a']!
    expect(compilePatch(snapshotOf({}), { ...intents, connection: { 'new:a': older } })).toEqual(
      compilePatch(snapshotOf({}), intents),
    )
  })

  test('and organizations are made without a member that an older draft only names', () => {
    const { intents } = draftWith(snapshotOf({}), [
      created('new:a', 'a'),
      { kind: 'create-organization', key: 'new:o', fields: { label: 'O' } },
    ])
    const [connectionIntent, organization] = [
      intents.connection['new:a']!,
      intents.organization['new:o']!,
    ]
    const older: Intents = {
      ...intents,
      connection: {
        'new:a': { ...connectionIntent, fields: { ...connectionIntent.fields, scope: {} } },
      },
      organization: {
        'new:o': { ...organization, fields: { ...organization.fields, default_region: {} } },
      },
    }
    expect(compilePatch(snapshotOf({}), older)).toStrictEqual(compilePatch(snapshotOf({}), intents))
  })

  test('come into the method that their settings make', () => {
    const edits = [setting(base, 'https://b.example'), created('new:a', 'a')]
    expect(patchOf(withOidc(undefined), edits)).toEqual([
      {
        op: 'add',
        path: oidc,
        value: { enabled: false, config: { providers: [], [base]: 'https://b.example' } },
      },
      { op: 'replace', path: `${oidc}/enabled`, value: true },
      { op: 'add', path: `${providers}/-`, value: { id: 'a' } },
    ])
  })

  test('leave their method on as long as one of them is there', () => {
    const two = snapshotOf({ oidc: [connection('a'), connection('b')] })
    const gone = (id: string): Edit => ({ kind: 'delete-connection', key: `oidc:${id}` })
    const off = { op: 'replace', path: `${oidc}/enabled`, value: false }
    expect(patchOf(two, [gone('a'), created('new:c', 'c')])).not.toContainEqual(off)
    expect(patchOf(two, [gone('a')])).not.toContainEqual(off)
    expect(patchOf(two, [gone('a'), gone('b'), created('new:c', 'c')])).not.toContainEqual(off)
    expect(patchOf(two, [gone('a'), gone('b')])).toContainEqual(off)
  })

  test('with a slash or a tilde in a member’s name change that member', () => {
    const snapshot = snapshotOf({ oidc: [connection('a', { 'x/y~z': 1 })] })
    expect(patchOf(snapshot, [set('connection', 'oidc:a')('x/y~z', 2)])).toEqual([
      { op: 'replace', path: `${providers}/0/x~1y~0z`, value: 2 },
    ])
  })
})

describe('organizations', () => {
  const id = '2f6b1f8c-5a4c-4e52-9f0e-9d3b0a2f6b1f'
  const made: Edit = { kind: 'create-organization', key: `new:${id}`, fields: { label: 'O' } }
  const entry = { label: 'O', domains: [] }

  test('are added with their id, or without where the server gives its own', () => {
    const snapshot = snapshotOf({})
    expect(patchOf(snapshot, [made])).toEqual([
      { op: 'add', path: '/organizations/-', value: { id, ...entry } },
    ])
    expect(patchOf({ ...snapshot, organizationIds: 'assigned' }, [made])).toEqual([
      { op: 'add', path: '/organizations/-', value: entry },
    ])
  })

  test('are added without what is empty or was taken away again', () => {
    const key = `new:${id}`
    const change = set('organization', key)
    expect(
      patchOf(snapshotOf({}), [
        made,
        change('session_lifespan', ''),
        change('default_region', 'eu-central'),
        change('default_region'),
      ]),
    ).toStrictEqual([{ op: 'add', path: '/organizations/-', value: { id, ...entry } }])
  })

  test('are a list of their own where the project has none yet', () => {
    const snapshot = snapshotOf({})
    const { organizations: _none, ...project } = snapshot.project
    const without = { ...snapshot, project }
    expect(patchOf(without, [made])).toEqual([
      { op: 'add', path: '/organizations', value: [{ id, ...entry }] },
    ])
    expect(patchOf(without, [setting(autoLink, true)])).toHaveLength(1)
  })

  test('lose a member that is emptied, and go from the highest position down, after all else', () => {
    const snapshot = snapshotOf({
      organizations: ['a', 'b', 'c'].map((name) => ({
        id: name,
        label: name,
        domains: [],
        session_lifespan: '8h',
      })),
      oidc: [connection('x')],
    })
    const gone = (key: string): Edit => ({
      kind: 'delete-organization',
      key,
      connections: 'detach',
    })
    expect(
      patchOf(snapshot, [
        gone('a'),
        gone('c'),
        set('organization', 'b')('session_lifespan', ''),
        set('organization', 'b')('default_region', ''),
        set('connection', 'oidc:x')('label', 'New'),
      ]),
    ).toEqual([
      { op: 'remove', path: '/organizations/1/session_lifespan' },
      { op: 'replace', path: `${providers}/0/label`, value: 'New' },
      { op: 'remove', path: '/organizations/2' },
      { op: 'remove', path: '/organizations/0' },
    ])
  })

  test('that go by requests of their own are in no patch', () => {
    const snapshot = snapshotOf({ viaPatch: false })
    const { intents } = draftWith(snapshot, [made])
    expect(compilePatch(snapshot, intents)).toEqual([])
  })
})

describe('the last check before sending', () => {
  const snapshot = snapshotOf({
    organizations: [{ id: 'o', label: 'O', domains: [] }],
    oidc: [connection('a')],
    saml: [{ id: 's', label: 'S' }],
  })
  const { intents } = draftWith(snapshot, [set('connection', 'oidc:a')('label', 'New')])
  const right = compilePatch(snapshot, intents)

  test.each<[string, PatchOperation]>([
    ['another field of it', { op: 'add', path: `${providers}/0/pkce`, value: 'force' }],
    ['another connection', { op: 'remove', path: `${methods}/saml/config/providers/0` }],
    [
      'the same setting of another method',
      { op: 'add', path: `${methods}/saml/${autoLink}`, value: true },
    ],
    ['a shared setting', { op: 'replace', path: `${oidc}/${autoLink}`, value: true }],
    ['an organization', { op: 'replace', path: '/organizations/0/label', value: 'Other' }],
    ['a further organization', { op: 'add', path: '/organizations/-', value: { id: 'p' } }],
    ['another method', { op: 'replace', path: `${methods}/password/enabled`, value: false }],
    ['a member of the method', { op: 'add', path: `${oidc}/odd`, value: 1 }],
    ['a member of its config', { op: 'add', path: `${oidc}/config/odd`, value: 1 }],
    ['a whole method', { op: 'add', path: `${methods}/webauthn`, value: {} }],
    ['what is not there', { op: 'remove', path: '/nowhere/at/all' }],
  ])('refuses a patch that changes %s besides', (_, other) => {
    expect(provesPatch(snapshot, intents, right)).toBe(true)
    expect(provesPatch(snapshot, intents, [...right, other])).toBe(false)
  })

  test('refuses what stands in a part of the method that was not there, beside its connections', () => {
    const bare = withOidc({ enabled: true })
    const made = draftWith(bare, [created('new:a', 'a')]).intents
    const patch = compilePatch(bare, made)
    expect(provesPatch(bare, made, patch)).toBe(true)
    const odd = { op: 'add', path: `${oidc}/config/odd`, value: 1 } as const
    expect(provesPatch(bare, made, [...patch, odd])).toBe(false)
  })

  test('refuses a method that goes, or is left where there was none', () => {
    const bare = withOidc(undefined)
    const none = draftWith(bare, []).intents
    expect(provesPatch(bare, none, [])).toBe(true)
    expect(provesPatch(bare, none, [{ op: 'add', path: oidc, value: { odd: 1 } }])).toBe(false)
    const empty = withOidc({ odd: 1 })
    expect(provesPatch(empty, none, [{ op: 'remove', path: oidc }])).toBe(false)
  })
})
