import { describe, expect, test } from 'vitest'
import type { Edit } from '../../../../src/core/draft/edits'
import {
  intentOf,
  filterIntents,
  noIntents,
  type Intents,
} from '../../../../src/core/intents/intents'
import {
  changesMapper,
  countStaying,
  draftChanges,
  publishableIntents,
} from '../../../../src/core/publish/changes'
import { countChanges } from '../../../../src/core/intents/intents'
import { problemCounts } from '../../../../src/core/publish/change-id'
import { draftWith } from '../../../support/states/draft-with'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const organizations = [
  { id: 'o1', label: 'One', domains: ['one.example'] },
  { id: 'o2', label: 'Two', domains: [] },
]
const base = snapshotOf({
  oidc: [connection('a', { organization_id: 'o1' }), connection('b'), connection('c')],
  organizations,
})
const of = (key: string) => ({ kind: 'connection', key: `oidc:${key}` }) as const
const set = (key: string, field: string, value: string): Edit => fieldEdit(of(key), field, value)
const remove = (key: string): Edit => ({ kind: 'delete-connection', key: `oidc:${key}` })
const intentsOf = (...edits: Edit[]): Intents => draftWith(base, edits).intents
const heldIn = (intents: Intents, snapshot = base, excluded: readonly string[] = []) =>
  Object.fromEntries(
    draftChanges(snapshot, intents, new Set(excluded)).map(({ id, heldBack }) => [id, heldBack]),
  )

describe('the changes of a draft', () => {
  test('show each field before and after, of a secret only that it changes', () => {
    const secret = { $secret: '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001' }
    const changes = draftChanges(
      base,
      intentsOf(
        set('a', 'label', 'Renamed'),
        { kind: 'set-field', target: of('a'), field: 'client_secret', value: secret },
        remove('b'),
      ),
    )
    expect(changes).toStrictEqual([
      {
        id: 'connection oidc:a',
        target: of('a'),
        status: 'edited',
        label: 'Renamed',
        fields: [
          { field: 'label', before: 'Label of a', after: 'Renamed', secret: false },
          { field: 'client_secret', before: undefined, after: secret, secret: true },
        ],
        problems: [],
        conflicts: [],
      },
      {
        id: 'connection oidc:b',
        target: of('b'),
        status: 'deleted',
        label: 'Label of b',
        fields: [],
        problems: [],
        conflicts: [],
      },
    ])
  })

  test('say which of them give a connection another mapper', () => {
    const changes = draftChanges(
      base,
      intentsOf(
        set('a', 'mapper_url', 'base64://eyJhIjoxfQ=='),
        set('a', 'label', 'Renamed'),
        set('b', 'label', 'Renamed'),
        set('c', 'mapper_url', 'base64://eyJhIjoxfQ=='),
        remove('c'),
        fieldEdit({ kind: 'organization', key: 'o1' }, 'label', 'Eins'),
      ),
    )
    expect(changes.map((change) => [change.id, changesMapper(change)])).toEqual([
      ['organization o1', false],
      ['connection oidc:a', true],
      ['connection oidc:b', false],
      ['connection oidc:c', false],
    ])
  })

  test('count the problems of each', () => {
    const bad = draftChanges(
      base,
      intentsOf(set('a', 'client_id', ''), set('a', 'issuer_url', ''), set('b', 'client_id', '')),
    )
    const counts = problemCounts(bad.flatMap(({ problems }) => problems))
    expect(Object.fromEntries(counts)).toEqual({ 'connection oidc:a': 2, 'connection oidc:b': 1 })
  })

  test('are as many as the entities that the draft touches', () => {
    expect(countChanges(noIntents)).toBe(0)
    expect(
      countChanges(intentsOf(set('a', 'label', 'A'), set('a', 'pkce', 'force'), remove('b'))),
    ).toBe(2)
  })

  test('are held back while somebody else’s change of the same is not decided', () => {
    const intents = intentsOf(set('a', 'label', 'Mine'), set('b', 'label', 'Mine'))
    const theirs = snapshotOf({
      oidc: [
        connection('a', { organization_id: 'o1', label: 'Theirs' }),
        connection('b', { pkce: 'force' }),
        connection('c'),
      ],
      organizations,
    })
    expect(heldIn(intents, theirs)).toEqual({
      'connection oidc:a': 'Someone else changed it too: resolve the conflict first',
      'connection oidc:b': undefined,
    })
  })

  test('list what somebody else deleted once, by the name that is known of it', () => {
    const edit = intentsOf(set('b', 'label', 'Mine'))
    const seen = connection('b')
    const intents = {
      ...edit,
      connection: { 'oidc:b': { ...edit.connection['oidc:b']!, seen } },
    }
    const gone = snapshotOf({ oidc: [connection('a', { organization_id: 'o1' })], organizations })
    const changes = draftChanges(gone, intents)
    expect(changes).toMatchObject([
      {
        id: 'connection oidc:b',
        status: 'edited',
        label: 'Label of b',
        fields: [],
        problems: [],
        conflicts: [{ kind: 'vanished', target: of('b') }],
        heldBack: 'Someone else deleted it: resolve the conflict first',
      },
    ])
    expect(publishableIntents(gone, intents, new Set())).toEqual(noIntents)
    expect(draftChanges(gone, edit)[0]?.label).toBe('oidc:b')
  })
})

describe('what goes with a publish and what stays', () => {
  const intents = intentsOf(set('a', 'label', 'A'), set('b', 'client_id', ''), remove('c'))
  const excluded = new Set(['connection oidc:c'])

  test('is all that is neither held back nor left out', () => {
    const going = publishableIntents(base, intents, excluded)
    expect(going).toEqual(filterIntents(intents, ({ key }) => key === 'oidc:a'))
    expect(countStaying(base, intents, going, excluded)).toBe(2)
    expect(countStaying(base, intents, intents, excluded)).toBe(0)
  })

  test('is nothing where nothing is left', () => {
    expect(intentOf(publishableIntents(base, noIntents, excluded), of('a'))).toBeUndefined()
    expect(countStaying(base, noIntents, noIntents, new Set())).toBe(0)
  })
})

describe('a change that needs another', () => {
  const intents = intentsOf(
    { kind: 'create-organization', key: 'new:o', fields: { label: 'New', domains: [] } },
    set('b', 'organization_id', 'new:o'),
    set('c', 'organization_id', 'o2'),
  )

  test('waits for a new organization, in a row of such changes too, and for no other', () => {
    expect(heldIn(intents, base, ['organization new:o'])).toEqual({
      'organization new:o': undefined,
      'connection oidc:b': 'Waits for its organization, which is not published',
      'connection oidc:c': undefined,
    })
    expect(Object.values(heldIn(intents, base))).toEqual([undefined, undefined, undefined])
  })

  test('waits for no organization that is there, whatever becomes of that one’s own change', () => {
    const renamed = intentsOf(
      fieldEdit({ kind: 'organization', key: 'o2' }, 'label', 'Zwei'),
      set('c', 'organization_id', 'o2'),
    )
    expect(heldIn(renamed, base, ['organization o2'])).toMatchObject({
      'connection oidc:c': undefined,
    })
  })

  test('waits for an organization that is held back itself, and lets no other go that waits for it', () => {
    const unfinished = intentsOf(
      { kind: 'create-organization', key: 'new:o', fields: { label: '', domains: [] } },
      set('a', 'organization_id', 'new:o'),
      { kind: 'delete-organization', key: 'o1', connections: 'detach' },
    )
    expect(heldIn(unfinished)).toMatchObject({
      'organization new:o': expect.any(String),
      'connection oidc:a': 'Waits for its organization, which is not published',
      'organization o1': 'Waits for its connections to be deleted or detached',
    })
    // A warning holds nothing back.
    const warned = draftChanges(
      base,
      intentsOf(
        {
          kind: 'create-organization',
          key: 'new:o',
          fields: { label: 'One', domains: ['one.example'] },
        },
        set('a', 'organization_id', 'new:o'),
      ),
    )
    expect(warned[0]?.problems.map(({ severity }) => severity)).toContain('warning')
    expect(warned.map(({ heldBack }) => heldBack)).toEqual([undefined, undefined])
  })

  test('waits where somebody else changed what it waits for', () => {
    const edits = intentsOf(set('a', 'label', 'Mine'), set('a', 'organization_id', 'o2'), {
      kind: 'delete-organization',
      key: 'o1',
      connections: 'detach',
    })
    const theirs = snapshotOf({
      oidc: [
        connection('a', { organization_id: 'o1', label: 'Theirs' }),
        connection('b'),
        connection('c'),
      ],
      organizations,
    })
    expect(heldIn(edits, theirs)).toEqual({
      'organization o1': 'Waits for its connections to be deleted or detached',
      'connection oidc:a': 'Someone else changed it too: resolve the conflict first',
    })
    expect(Object.values(heldIn(edits))).toEqual([undefined, undefined])
  })

  test('a deletion waits until the SCIM clients that are to stay are moved, and for no other client', () => {
    const whole = { ...base, scim: { clients: [scimEntry('s', 'o2')] } }
    const gone: Edit = { kind: 'delete-organization', key: 'o2', connections: 'detach' }
    const client = (field: string, value: string): Edit =>
      fieldEdit({ kind: 'scim-client', key: 's' }, field, value)
    const held = (...edits: Edit[]) =>
      heldIn(draftWith(whole, edits).intents, whole)['organization o2']
    expect(held(client('organization_id', 'o1'), gone)).toBe(
      'Waits for its SCIM clients to be moved: publish again after this',
    )
    expect(held(gone)).toBeUndefined()
    // One that is deleted too, or edited where it is, goes with it.
    expect(held({ kind: 'delete-scim-client', key: 's' }, gone)).toBeUndefined()
    expect(held(gone, client('label', 'S'))).toBeUndefined()
  })

  test('a deletion waits for nothing that is left out elsewhere', () => {
    const edits = intentsOf(set('b', 'label', 'B'), {
      kind: 'delete-organization',
      key: 'o1',
      connections: 'detach',
    })
    expect(heldIn(edits, base, ['connection oidc:b'])).toMatchObject({
      'organization o1': undefined,
    })
  })

  test('a deletion waits for each connection that is in it now, or would be', () => {
    const waits = 'Waits for its connections to be deleted or detached'
    const alone = intentsOf({ kind: 'delete-organization', key: 'o1', connections: 'detach' })
    expect(heldIn(alone)).toEqual({ 'organization o1': undefined, 'connection oidc:a': undefined })
    // Its connection is not let go.
    expect(heldIn(alone, base, ['connection oidc:a'])).toMatchObject({ 'organization o1': waits })
    // Somebody else puts a connection into it.
    const joined = snapshotOf({
      oidc: [
        connection('a', { organization_id: 'o1' }),
        connection('b', { organization_id: 'o1' }),
        connection('c'),
      ],
      organizations,
    })
    expect(heldIn(alone, joined)).toMatchObject({ 'organization o1': waits })
    // What is in another organization, or was deleted, is in nobody's way.
    const others = snapshotOf({
      oidc: [
        connection('a', { organization_id: 'o1' }),
        connection('b', { organization_id: 'o2' }),
        connection('c'),
      ],
      organizations,
    })
    expect(heldIn(alone, others)).toMatchObject({ 'organization o1': undefined })
  })

  test('an organization that the server shows twice is not published', () => {
    const twice = snapshotOf({
      oidc: [],
      organizations: [organizations[0]!, { ...organizations[0]!, label: 'Again' }],
    })
    const renamed = draftWith(base, [
      fieldEdit({ kind: 'organization', key: 'o1' }, 'label', 'X'),
    ]).intents
    expect(Object.values(heldIn(renamed, twice))).toContain(
      'Several organizations of this project have its ID on the server',
    )
  })
})
