import fc from 'fast-check'
import { expect, test } from 'vitest'
import { record, emptyDraft, type Draft } from '../../../../src/core/draft/draft'
import { intentChangesOf } from '../../../../src/core/draft/edits'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { noIntents } from '../../../../src/core/intents/intents'
import { contentHash, toMapperUrl } from '../../../../src/core/model/mapper-text'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { takeFromFile } from '../../../../src/core/take/from-file'
import { takenEdits } from '../../../../src/core/take/take'
import { readSetUpFile } from '../../../../src/core/set-up-file/read'
import { setUpOfFile } from '../../../../src/core/set-up-file/set-up-of-file'
import { makeSetUpFile, setUpFileText } from '../../../../src/core/set-up-file/write'
import { arbitraryGestures, toEdit, type Gesture } from '../../../support/states/edits'
import { scimEntry } from '../../../support/states/radar'
import { arbitraryProvisioned, connection, snapshotOf } from '../../../support/states/snapshots'

const none = new Map<string, string>()
const newKey = () => `new:${crypto.randomUUID()}`

function exported(snapshot: Snapshot, draft?: Draft): string {
  return setUpFileText(makeSetUpFile(setUpOf(snapshot, draft?.intents), none).file)
}

function read(text: string) {
  const reading = readSetUpFile(text)
  if (!reading.ok) throw new Error(reading.problems.join('\n'))
  return reading.file
}

function drafted(snapshot: Snapshot, gestures: readonly Gesture[]): Draft {
  return gestures.reduce<Draft>(
    (draft, gesture, index) => {
      const edit = toEdit(snapshot, draft, gesture, index)
      if (!edit) return draft
      const changes = intentChangesOf(snapshot, draft.intents, edit)
      return record(draft, { label: edit.kind, at: '2026-11-27T00:00:00Z', changes })
    },
    emptyDraft(snapshot.summary.id, snapshot.revisionId),
  )
}

const setUps = fc
  .record({ snapshot: arbitraryProvisioned, gestures: arbitraryGestures })
  .map(({ snapshot, gestures }) => ({ snapshot, draft: drafted(snapshot, gestures) }))

test('what is exported and imported again changes nothing, with and without a draft', () => {
  fc.assert(
    fc.property(setUps, ({ snapshot, draft }) => {
      const plan = takeFromFile(read(exported(snapshot, draft)), snapshot, draft.intents, newKey)
      expect(plan.items.filter(({ what }) => what !== 'same')).toEqual([])
      const bare = takeFromFile(read(exported(snapshot)), snapshot, noIntents, newKey)
      expect(bare.items.flatMap(({ edits }) => edits)).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('the file is the same text after it was read, and whatever the order of the server', () => {
  fc.assert(
    fc.property(setUps, ({ snapshot, draft }) => {
      const text = exported(snapshot, draft)
      expect(setUpFileText(read(text))).toBe(text)
      const setUp = setUpOf(snapshot, draft.intents)
      const turned = {
        ...setUp,
        organizations: setUp.organizations.toReversed(),
        connections: setUp.connections.toReversed(),
        ...(setUp.scimClients ? { scimClients: setUp.scimClients.toReversed() } : {}),
      }
      expect(setUpFileText(makeSetUpFile(turned, none).file)).toBe(text)
    }),
    { numRuns: 200 },
  )
})

test('imported into an empty project, everything is made, and exporting that gives the same entries', () => {
  fc.assert(
    fc.property(arbitraryProvisioned, (snapshot) => {
      const file = read(exported(snapshot))
      const empty = snapshotOf({ scimClients: [] })
      const plan = takeFromFile(file, empty, noIntents, newKey)
      const edits = takenEdits(plan.items, new Set(plan.items.map(({ id }) => id)))
      let draft = emptyDraft(empty.summary.id, empty.revisionId)
      for (const edit of edits) {
        const changes = intentChangesOf(empty, draft.intents, edit)
        draft = record(draft, { label: 'import', at: '2026-11-27T00:00:00Z', changes })
      }
      const made = setUpOf(empty, draft.intents)
      expect(made.organizations.map(({ fields }) => String(fields['label'])).toSorted()).toEqual(
        file.organizations.map(({ fields }) => String(fields['label'])).toSorted(),
      )
      expect(made.connections.map(({ fields }) => String(fields['id'])).toSorted()).toEqual(
        file.connections.map(({ id }) => id).toSorted(),
      )
      // A connection or SCIM client hangs on the organization that was made of its own.
      const clients = made.scimClients ?? []
      expect(clients.map(({ fields }) => String(fields['client_id'])).toSorted()).toEqual(
        (file.scimClients ?? []).map(({ id }) => id).toSorted(),
      )
      for (const { fields } of [...made.connections, ...clients]) {
        const organization = fields['organization_id']
        if (organization === undefined) continue
        expect(made.organizations.map(({ key }) => key)).toContain(organization)
      }
    }),
    { numRuns: 200 },
  )
})

test('a mapper stands in the file line by line, and comes back as the same text', () => {
  const text = "local claims = std.extVar('claims');\n{ identity: { traits: {} } }\n"
  const hash = contentHash(new TextEncoder().encode(text))
  const stored = `https://storage.example/bucket/${hash}.jsonnet`
  const snapshot = snapshotOf({ oidc: [connection('a', { mapper_url: stored })] })
  const made = makeSetUpFile(setUpOf(snapshot), new Map([[stored, text]]))
  const file = setUpFileText(made.file)
  expect(JSON.parse(file).connections[0].mapper).toEqual([
    "local claims = std.extVar('claims');",
    '{ identity: { traits: {} } }',
    '',
  ])
  expect(read(file).connections[0]?.fields['mapper_url']).toBe(toMapperUrl(text))
  expect(
    takeFromFile(read(file), snapshot, noIntents, newKey).items.every(
      ({ what }) => what === 'same',
    ),
  ).toBe(true)
  // Another text than the address says is not taken for the one that it names.
  const other = makeSetUpFile(setUpOf(snapshot), new Map([[stored, `${text} `]]))
  expect(other.file.connections[0]?.fields['mapper_url']).toBe(stored)
})

test('a file as a set-up is what it was made of', () => {
  const snapshot = snapshotOf({
    oidc: [connection('a', { organization_id: 'o' })],
    organizations: [{ id: 'o', label: 'O', domains: ['o.example'] }],
  })
  const { project, ...parts } = setUpOf(snapshot)
  // A file is of no server.
  const { id: _ofServer, ...named } = project
  expect(setUpOfFile(read(exported(snapshot)))).toEqual({ project: named, ...parts })
})

test('only what was chosen is in the file', () => {
  const snapshot = snapshotOf({
    oidc: [connection('a'), connection('b')],
    organizations: [
      { id: 'o', label: 'O', domains: [] },
      { id: 'p', label: 'P', domains: [] },
    ],
  })
  const { file } = makeSetUpFile(setUpOf(snapshot), none, {
    organizations: new Set(['p']),
    connections: new Set(['oidc:b']),
  })
  expect(file.organizations.map(({ id }) => id)).toEqual(['p'])
  expect(file.connections.map(({ id }) => id)).toEqual(['b'])
})

test('SCIM clients stand in the file by their client id, with their mapper line by line and no secret', () => {
  const organizations = [{ id: 'o', label: 'O', domains: ['o.example'] }]
  const client = scimEntry('people', 'o', {
    mapper_url: toMapperUrl('{\n}'),
    authorization_header_secret: 'canary-secret',
  })
  const snapshot = snapshotOf({ organizations, scimClients: [client] })
  const text = exported(snapshot)
  expect(text).not.toContain('canary-secret')
  expect(JSON.parse(text)).toMatchObject({
    scim_clients: [
      {
        id: 'people',
        fields: { label: 'Label of people', organization_id: 'o', state: 'enabled' },
        mapper: ['{', '}'],
      },
    ],
  })
  expect(setUpOfFile(read(text)).scimClients).toMatchObject([
    { key: 'people', fields: { client_id: 'people', mapper_url: client.mapper_url } },
  ])
  // What is not known is not none: a file of the version before says nothing, and one without clients says so.
  expect(setUpOfFile(read(exported(snapshotOf({ organizations })))).scimClients).toBeUndefined()
  const none = exported(snapshotOf({ organizations, scimClients: [] }))
  expect(setUpOfFile(read(none)).scimClients).toEqual([])
})

test('a file with SCIM clients is refused where it has one twice, a secret, or a member that they have not', () => {
  const whole = (clients: unknown) =>
    JSON.stringify({ format: 'sso-workbench/set-up', version: 1, scim_clients: clients })
  const problems = (clients: unknown) => {
    const reading = readSetUpFile(whole(clients))
    return reading.ok ? [] : reading.problems
  }
  expect(problems([{ id: 'a' }, { id: 'a' }])).toEqual(['The SCIM client “a” is in the file twice'])
  expect(problems([{ id: 'a', fields: { authorization_header_secret: 'x' } }])[0]).toContain(
    'Secrets are typed in the app',
  )
  expect(problems([{ id: 'a', protocol: 'oidc' }])[0]).toContain('“protocol”')
  expect(problems([{ fields: {} }])[0]).toContain('has no ID')
  expect(problems({})).toEqual(['“scim_clients” is not a list'])
  expect(problems([{ id: 'a', fields: { client_id: 'b', id: 'row', label: 'A' } }])).toEqual([])
})

test('a file brings SCIM clients with their organization, and says why where the server shows none', () => {
  const organizations = [{ id: 'o', label: 'O', domains: ['o.example'] }]
  const file = read(
    exported(snapshotOf({ organizations, scimClients: [scimEntry('people', 'o')] })),
  )
  const into = (snapshot: Snapshot) => takeFromFile(file, snapshot, noIntents, newKey).items
  const [made, client] = into(snapshotOf({ scimClients: [] }))
  expect(made).toMatchObject({ kind: 'organization', what: 'create' })
  expect(client).toMatchObject({
    kind: 'scim-client',
    what: 'create',
    needs: made?.id,
    toType: ['authorization_header_secret'],
    edits: [{ kind: 'create-scim-client', fields: { client_id: 'people' } }],
  })
  const [, held] = into(snapshotOf({}))
  expect(held).toMatchObject({ edits: [] })
  expect(held?.heldBack).toContain('its server does not show them')
})
