import { expect, test } from 'vitest'
import { intentChangesOf } from '../../../../src/core/draft/edits'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { noIntents } from '../../../../src/core/intents/intents'
import { takeFromFile } from '../../../../src/core/take/from-file'
import { skippedWords } from '../../../../src/core/take/skipped-words'
import { heldBackBecause, takenEdits } from '../../../../src/core/take/take'
import { makeSetUpFile } from '../../../../src/core/set-up-file/write'
import type { SetUpFile } from '../../../../src/core/set-up-file/form'
import { draftWith } from '../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const fileOf = (parts: Parameters<typeof snapshotOf>[0]): SetUpFile =>
  makeSetUpFile(setUpOf(snapshotOf(parts)), new Map()).file

let count = 0
const newKey = () => `new:${(count += 1)}`
const plan = (from: Parameters<typeof snapshotOf>[0], to: Parameters<typeof snapshotOf>[0]) =>
  takeFromFile(fileOf(from), snapshotOf(to), noIntents, newKey)
const itemsOf = (from: Parameters<typeof snapshotOf>[0], to: Parameters<typeof snapshotOf>[0]) =>
  plan(from, to).items.filter(({ kind }) => kind !== 'method')

const staging = {
  organizations: [{ id: 's1', label: 'Pebble', domains: ['pebble.example'] }],
  oidc: [connection('pebble-okta', { organization_id: 's1' })],
}

test('an organization is found by a domain or a label where its id is another one', () => {
  const byDomain = { organizations: [{ id: 'p1', label: 'Other', domains: ['PEBBLE.example'] }] }
  const byLabel = { organizations: [{ id: 'p1', label: 'pebble', domains: [] }] }
  for (const [to, by] of [
    [byDomain, 'domain'],
    [byLabel, 'label'],
  ] as const) {
    const [organization, item] = itemsOf(staging, to)
    expect(organization).toMatchObject({ what: 'edit', by, target: { key: 'p1' } })
    // Its connection then hangs on the one that is there.
    expect(item?.edits[0]).toMatchObject({
      kind: 'create-connection',
      fields: { organization_id: 'p1' },
    })
  }
})

test('what several have is no match, on either side', () => {
  const twice = { organizations: ['p1', 'p2'].map((id) => ({ id, label: 'Pebble', domains: [] })) }
  expect(itemsOf(staging, twice)[0]).toMatchObject({ what: 'create' })
  const two = { organizations: ['a', 'b'].map((id) => ({ id, label: 'Pebble', domains: [] })) }
  const one = { organizations: [{ id: 'p', label: 'Pebble', domains: [] }] }
  expect(itemsOf(two, one).map(({ what }) => what)).toEqual(['create', 'create'])
})

test('a connection goes nowhere without its organization', () => {
  const whole = plan(staging, {})
  const [organization, item] = whole.items
  expect(item).toMatchObject({ what: 'create', needs: organization?.id, toType: ['client_secret'] })
  const alone = new Set([item?.id ?? ''])
  expect(heldBackBecause(item!, alone)).toBe('Its organization is new and is not chosen')
  expect(takenEdits(whole.items, alone)).toEqual([])
  const lost = itemsOf({ oidc: staging.oidc }, {})[0]
  expect(heldBackBecause(lost!, new Set([lost!.id]))).toContain('a sign-in button for everybody')
})

test('nothing is deleted, and what the file withholds stays as it is', () => {
  const there = {
    organizations: [{ id: 'o', label: 'O', domains: [] }],
    oidc: [connection('a', { x_rollout: { token: 'kept' }, pkce: 'force' }), connection('b')],
  }
  const snapshot = snapshotOf(there)
  const file = fileOf({
    oidc: [connection('a', { x_rollout: { token: 'other' }, label: 'Changed' })],
  })
  const made = takeFromFile(file, snapshot, noIntents, newKey)
  const edits = takenEdits(made.items, new Set(made.items.map(({ id }) => id)))
  expect(edits).toEqual([
    fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'label', 'Changed'),
    { kind: 'set-field', target: { kind: 'connection', key: 'oidc:a' }, field: 'pkce' },
  ])
  expect(edits.flatMap((edit) => intentChangesOf(snapshot, noIntents, edit))).toHaveLength(2)
})

test('a connection that the draft deletes, or whose id is there twice, is not touched', () => {
  const snapshot = snapshotOf({ oidc: [connection('a'), connection('b'), connection('b')] })
  const { intents } = draftWith(snapshot, [{ kind: 'delete-connection', key: 'oidc:a' }])
  const file = fileOf({ oidc: [connection('a', { label: 'x' }), connection('b', { label: 'x' })] })
  const { items } = takeFromFile(file, snapshot, intents, newKey)
  expect(items.map(({ heldBack }) => heldBack)).toEqual([
    'The draft deletes it: undo that first',
    'The project has more than one connection with this ID',
    undefined,
  ])
})

test('settings of all connections are one item, and a file without them takes none away', () => {
  const settings = plan({}, {}).items.find(({ kind }) => kind === 'method')
  expect(settings).toMatchObject({ what: 'same' })
  expect(settings).not.toHaveProperty('by')
  const file = { ...fileOf({}), methods: { oidc: { settings: {} }, saml: {} } }
  expect(takeFromFile(file, snapshotOf({}), noIntents, newKey).items).toEqual([])
})

test('settings that a file does not name stay, and those that it names become an edit', () => {
  const oidc = { settings: { base_redirect_uri: 'https://login.other.example' } }
  const file = { ...fileOf({}), methods: { oidc, saml: {} } }
  const there = snapshotOf({})
  const [settings, ...others] = takeFromFile(file, there, noIntents, newKey).items
  expect(others).toEqual([])
  expect(settings?.edits).toEqual([
    fieldEdit({ kind: 'method', key: 'oidc' }, 'base_redirect_uri', 'https://login.other.example'),
  ])
})

test('an item says what it was matched by', () => {
  const byId = itemsOf({ oidc: [connection('a', { label: 'New' })] }, { oidc: [connection('a')] })
  expect(byId[0]).toMatchObject({ what: 'edit', by: 'id', skipped: [], toType: [] })
  expect(byId[0]).not.toHaveProperty('needs')
})

test('a connection whose organization is gone keeps its link, and its other fields may change', () => {
  const there = { oidc: [connection('a', { organization_id: 'gone' })] }
  const items = itemsOf(
    { oidc: [connection('a', { organization_id: 'gone', label: 'New' })] },
    there,
  )
  expect(items).toMatchObject([{ what: 'edit', fields: [{ field: 'label', after: 'New' }] }])
  expect(items[0]?.heldBack).toBeUndefined()
  const other = itemsOf({ oidc: [connection('a', { organization_id: 'other' })] }, there)
  expect(other[0]?.heldBack).toContain('neither in the project nor copied')
})

test('a method that a file switches off is told, where the file has connections of it', () => {
  const saml = [{ id: 's', label: 'S' }]
  const remarks = (parts: Parameters<typeof snapshotOf>[0], off: 'oidc' | 'saml') => {
    const file = fileOf(parts)
    const methods = { oidc: { enabled: true, settings: {} }, saml: { enabled: true } }
    const changed = { ...methods, [off]: { ...methods[off], enabled: false } }
    return takeFromFile({ ...file, methods: changed }, snapshotOf({}), noIntents, newKey).remarks
  }
  const both = { oidc: [connection('a')], saml }
  expect(remarks(both, 'oidc')).toEqual([expect.stringContaining('OIDC is switched off')])
  expect(remarks(both, 'saml')).toEqual([expect.stringContaining('SAML is switched off')])
  expect(remarks({ saml }, 'oidc')).toEqual([])
  expect(plan(both, {}).remarks).toEqual([])
})

test.each(['secret', 'text', 'organization', 'own', 'unknown', 'removal'] as const)(
  'why %s stays behind is said with the name of the field',
  (why) => {
    expect(skippedWords('Label of it', why)).toMatch(/^Label of it: ./)
  },
)

test('a file of the same project changes additional ACS URLs, one of another project does not', () => {
  const saml = (url: string) => ({
    saml: [{ id: 's', label: 'S', mapper_url: 'base64://e30=', additional_acs_urls: [url] }],
  })
  const file = fileOf(saml('https://a.example'))
  const today = snapshotOf(saml('https://b.example'))
  const editsOf = (from: SetUpFile) =>
    takenEdits(takeFromFile(from, today, noIntents, newKey).items)
  expect(editsOf(file)).toMatchObject([{ field: 'additional_acs_urls' }])
  const other = { ...file, project: { ...file.project!, slug: 'another-project' } }
  expect(editsOf(other)).toEqual([])
})
