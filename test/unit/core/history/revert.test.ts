import { describe, expect, test } from 'vitest'
import { findConflicts, resolveConflict } from '../../../../src/core/draft/conflicts'
import { record } from '../../../../src/core/draft/draft'
import { type Edit } from '../../../../src/core/draft/edits'
import { moveIntents } from '../../../../src/core/intents/intents'
import type { RecordedEntity } from '../../../../src/core/history/publish-history'
import { planRevert } from '../../../../src/core/history/revert'
import type { JsonObject } from '../../../../src/core/model/json'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { publishOn } from '../../../support/publishing/publish-model'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { draftWith } from '../../../support/states/draft-with'

const at = '2026-11-25T12:00:00.000Z'
const organizations: JsonObject[] = [
  { id: 'o1', label: 'One', domains: ['one.example'], created_at: '2026-01-01T00:00:00Z' },
  { id: 'o2', label: 'Two', domains: ['two.example'] },
]
const before = snapshotOf({
  oidc: [connection('a', { organization_id: 'o1' }), connection('b'), connection('c')],
  organizations,
})

const setField = (kind: 'connection' | 'organization', key: string, field: string, value: any) =>
  ({ kind: 'set-field', target: { kind, key }, field, value }) as const

const publish = (edits: readonly Edit[]) =>
  publishOn(before, draftWith(before, edits).intents, () => 'made')

function revert(entities: RecordedEntity[], today: Snapshot, own: readonly Edit[] = []) {
  let count = 0
  const draft = draftWith(today, own)
  const made = planRevert({ entities }, today, draft.intents, () => `new:${(count += 1)}`)
  const next = record(draft, { label: 'Revert', at, changes: [...made.changes] })
  return { ...made, draft: next, conflicts: findConflicts(today, next.intents) }
}

/** Today's connections, as another writer changed them. */
function changedElsewhere(snapshot: Snapshot, change: (entries: any[]) => any[]): Snapshot {
  const project = structuredClone(snapshot.project) as any
  const { config } = project.services.identity.config.selfservice.methods.oidc
  config.providers = change(config.providers)
  return { ...snapshot, project }
}

describe('an edit', () => {
  test('goes back field by field; what the publish did not touch stays as it is today', () => {
    const { snapshot, entities } = publish([
      setField('connection', 'oidc:b', 'label', 'New'),
      setField('connection', 'oidc:b', 'client_id', 'new-client'),
    ])
    const today = changedElsewhere(snapshot, (all) =>
      all.map((item) =>
        item.id === 'b' ? { ...item, issuer_url: 'https://theirs.example' } : item,
      ),
    )
    const { draft, conflicts, items } = revert(entities, today)
    expect(draft.intents.connection).toEqual({
      'oidc:b': {
        kind: 'edit',
        fields: {
          label: { from: 'New', to: 'Label of b' },
          client_id: { from: 'new-client', to: 'client-b' },
        },
      },
    })
    expect(conflicts).toEqual([])
    expect(items).toMatchObject([{ what: 'edit-back', fields: ['label', 'client_id'] }])
  })

  test('of an id is found by its new id and given the old one back', () => {
    const { snapshot, entities } = publish([setField('connection', 'oidc:b', 'id', 'renamed')])
    const { draft, redirects } = revert(entities, snapshot)
    expect(draft.intents.connection['oidc:renamed']?.fields).toEqual({
      id: { from: 'renamed', to: 'b' },
    })
    expect(redirects).toEqual([
      {
        label: 'Label of b',
        connectionKey: 'oidc:renamed',
        from: 'https://login.customer.example/self-service/methods/oidc/callback/renamed',
        to: 'https://login.customer.example/self-service/methods/oidc/callback/b',
      },
    ])
  })

  test('of a list without order takes back what the publish added, and keeps what others did', () => {
    const { snapshot, entities } = publish([
      setField('organization', 'o1', 'domains', ['one.example', 'added.example']),
    ])
    const today = {
      ...snapshot,
      organizations: snapshot.organizations.map((item) =>
        item['id'] === 'o1'
          ? { ...item, domains: ['one.example', 'added.example', 'theirs.example'] }
          : item,
      ),
    }
    const { draft, conflicts } = revert(entities, today)
    expect(draft.intents.organization['o1']?.fields['domains']?.to).toEqual([
      'one.example',
      'theirs.example',
    ])
    expect(conflicts).toEqual([])
  })

  test('of a secret is named as what cannot be brought back', () => {
    const { snapshot, entities } = publish([
      setField('connection', 'oidc:b', 'client_secret', { $secret: 'ref' }),
      setField('connection', 'oidc:b', 'label', 'New'),
    ])
    expect(JSON.stringify(entities)).not.toContain('$secret')
    const { items, draft } = revert(entities, snapshot)
    expect(items).toMatchObject([{ fields: ['label'], missing: ['client_secret'] }])
    expect(Object.keys(draft.intents.connection['oidc:b']?.fields ?? {})).toEqual(['label'])
  })

  test('on what the draft deletes is left alone', () => {
    const { snapshot, entities } = publish([setField('connection', 'oidc:b', 'label', 'New')])
    const own: Edit = { kind: 'delete-connection', key: 'oidc:b' }
    const { items, draft } = revert(entities, snapshot, [own])
    expect(items).toMatchObject([{ skipped: 'draft-deletes' }])
    expect(draft.intents.connection['oidc:b']?.kind).toBe('delete')
  })

  test('on what vanished since is a conflict that can create it again as it was', () => {
    const { snapshot, entities } = publish([setField('connection', 'oidc:b', 'label', 'New')])
    const today = changedElsewhere(snapshot, (all) => all.filter(({ id }) => id !== 'b'))
    const { conflicts, draft, items } = revert(entities, today)
    expect(conflicts).toMatchObject([{ kind: 'vanished' }])
    expect(items).toMatchObject([{ conflict: true }])
    const change = resolveConflict(draft.intents, conflicts[0]!, 'recreate')
    const again = moveIntents(draft.intents, change, 'forward').connection['oidc:b']
    expect(again?.kind).toBe('create')
    expect(again?.fields['label']?.to).toBe('Label of b')
    expect(again?.fields['client_id']?.to).toBe('client-b')
  })

  test('replaces what the draft says of the same field, and is nothing where it says so already', () => {
    const { snapshot, entities } = publish([setField('connection', 'oidc:b', 'label', 'New')])
    const mine = revert(entities, snapshot, [setField('connection', 'oidc:b', 'label', 'Mine')])
    expect(mine.draft.intents.connection['oidc:b']?.fields['label']?.to).toBe('Label of b')
    const same = setField('connection', 'oidc:b', 'label', 'Label of b')
    expect(revert(entities, snapshot, [same]).changes).toEqual([])
  })
})

describe('a creation', () => {
  const created: Edit[] = [
    { kind: 'create-organization', key: 'new:o', fields: { label: 'Made', domains: [] } },
  ]

  test('is deleted, as it was published', () => {
    const { snapshot, entities } = publish(created)
    const { draft, conflicts } = revert(entities, snapshot)
    expect(draft.intents.organization['made']?.kind).toBe('delete')
    expect(conflicts).toEqual([])
  })

  test('that only the server’s times moved is no conflict; one that somebody renamed is', () => {
    const { snapshot, entities } = publish(created)
    const today = (more: JsonObject): Snapshot => ({
      ...snapshot,
      organizations: snapshot.organizations.map((item) =>
        item['id'] === 'made' ? { ...item, ...more } : item,
      ),
    })
    expect(revert(entities, today({ updated_at: '2026-11-26' })).conflicts).toEqual([])
    expect(revert(entities, today({ label: 'Theirs' })).conflicts).toMatchObject([
      { kind: 'changed-after-delete', was: { label: 'Made' }, theirs: { label: 'Theirs' } },
    ])
  })

  test('that is gone is left alone', () => {
    const { entities } = publish(created)
    const { changes, items } = revert(entities, before)
    expect(changes).toEqual([])
    expect(items).toMatchObject([{ skipped: 'gone' }])
  })
})

describe('a deletion', () => {
  const deleted: Edit[] = [
    { kind: 'delete-organization', key: 'o1', connections: 'delete' },
    { kind: 'delete-connection', key: 'oidc:c' },
  ]

  test('comes back whole, connections linked to the new key of their organization', () => {
    const { snapshot, entities } = publish(deleted)
    const { draft, items, redirects } = revert(entities, snapshot)
    const [key] = Object.keys(draft.intents.organization)
    expect(draft.intents.organization[key ?? '']).toEqual({
      kind: 'create',
      fields: { label: { to: 'One' }, domains: { to: ['one.example'] } },
    })
    const made = Object.values(draft.intents.connection)
    expect(made.map(({ kind, fields }) => [kind, fields['id']?.to])).toEqual([
      ['create', 'a'],
      ['create', 'c'],
    ])
    expect(made[0]?.fields['organization_id']?.to).toBe(key)
    expect(made[0]?.fields['x_unknown']?.to).toEqual({ kept: ['a'] })
    expect(items.find(({ label }) => label === 'Label of a')?.missing).toEqual([
      'client_secret',
      'auto_link',
    ])
    expect(redirects).toEqual([
      {
        label: 'Label of a',
        connectionKey: items.find(({ label }) => label === 'Label of a')?.target.key,
        from: 'https://login.customer.example/self-service/methods/oidc/organization/o1/callback/a',
      },
    ])
  })

  test('asked for twice is in the draft once', () => {
    const { snapshot, entities } = publish(deleted)
    const first = revert(entities, snapshot)
    const again = planRevert({ entities }, snapshot, first.draft.intents, () => 'new:other')
    expect(again.changes).toEqual([])
    expect(new Set(again.items.map(({ skipped }) => skipped))).toEqual(new Set(['in-draft']))
  })

  test('of what somebody made again differs field by field, as conflicts', () => {
    const { snapshot, entities } = publish([{ kind: 'delete-connection', key: 'oidc:c' }])
    const theirs = connection('c', { label: 'Theirs', x_more: 1 })
    const today = changedElsewhere(snapshot, (all) => [...all, theirs])
    const { conflicts, draft } = revert(entities, today)
    expect(conflicts).toMatchObject([{ kind: 'field', field: 'label', theirs: 'Theirs' }])
    expect(Object.keys(draft.intents.connection['oidc:c']?.fields ?? {})).toEqual(['label'])
  })

  test('a connection that another one linked to the lost organization is linked anew', () => {
    const { snapshot, entities } = publish([
      { kind: 'delete-organization', key: 'o1', connections: 'delete' },
    ])
    const today = changedElsewhere(snapshot, (all) =>
      all.map((item) => (item.id === 'b' ? { ...item, organization_id: 'o1' } : item)),
    )
    const { items, draft } = revert(entities, today)
    const [key] = Object.keys(draft.intents.organization)
    expect(items.at(-1)).toMatchObject({ what: 'relink', target: { key: 'oidc:b' } })
    expect(draft.intents.connection['oidc:b']?.fields['organization_id']).toEqual({
      from: 'o1',
      to: key,
    })
  })
})

test('a SAML connection that is created again leaves its ACS URL to Ory, and says that it may change', () => {
  const own = 'https://login.northwind.example/saml/api/oauth/saml/s'
  const entry = { id: 's', label: 'S', acs_url: own, additional_acs_urls: ['https://a.example'] }
  const was = snapshotOf({ saml: [entry] })
  const { intents } = draftWith(was, [{ kind: 'delete-connection', key: 'saml:s' }])
  const { snapshot, entities } = publishOn(was, intents, () => 'made')
  for (const assigns of [true, false]) {
    const organization = { id: 'o', saml_per_provider_acs_url_enabled: assigns }
    const today = { ...snapshot, organizations: [organization] }
    const { draft, redirects } = revert([...entities], today)
    const made = Object.values(draft.intents.connection)[0]
    expect(made?.fields['acs_url']).toBeUndefined()
    expect(made?.fields['additional_acs_urls']).toEqual({ to: ['https://a.example'] })
    expect(redirects).toMatchObject([{ label: 'S', from: own }])
    expect(redirects[0]?.to !== undefined).toBe(!assigns)
  }
})
