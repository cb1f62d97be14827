import { describe, expect, test } from 'vitest'
import { draftChanges } from '../../../../src/core/publish/changes'
import { type Edit } from '../../../../src/core/draft/edits'
import { undo, type Draft } from '../../../../src/core/draft/draft'
import { compilePatch } from '../../../../src/core/patch/compile'
import { fillSecrets } from '../../../../src/core/publish/fill-secrets'
import {
  isEmptyPlan,
  patchesOf,
  patchText,
  planPublish,
  requestLine,
} from '../../../../src/core/publish/publish-plan'
import { afterPublishOf } from '../../../support/publishing/after-publish-of'
import { droppedFields } from '../../../../src/core/publish/dropped-fields'
import { secretReferences } from '../../../../src/core/draft/secret-references'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { anyUuid as uuid, atOry } from '../../../support/states/project-ids'
import { fieldEdit } from '../../../support/states/field-edit'
import { draftWith } from '../../../support/states/draft-with'

const at = '2026-11-25T12:00:00.000Z'
const mark = { publishId: 'publish-1', at }
const organizations = [
  { id: 'o1', label: 'One', domains: ['one.example'] },
  { id: 'o2', label: 'Two', domains: [] },
]
const base = snapshotOf({
  oidc: [connection('a', { organization_id: 'o1' }), connection('b'), connection('c')],
  organizations,
  viaPatch: false,
})
const complete = {
  id: 'fresh',
  provider: 'generic',
  client_id: 'x',
  client_secret: { $secret: 'ref-1' },
  issuer_url: 'https://issuer.example',
  mapper_url: 'base64://e30=',
  organization_id: 'new:o',
}
const newOrganization: Edit = {
  kind: 'create-organization',
  key: 'new:o',
  fields: { label: 'Newcomer', domains: ['newcomer.example'] },
}
const newConnection = (fields = {}): Edit => ({
  kind: 'create-connection',
  key: 'new:c',
  protocol: 'oidc',
  fields: { ...complete, ...fields },
})

const edited = (snapshot: Snapshot, ...edits: Edit[]): Draft => draftWith(snapshot, edits)

describe('publish plan', () => {
  test('creates organizations first, patches once, deletes organizations last', () => {
    const draft = edited(
      base,
      newOrganization,
      newConnection(),
      fieldEdit({ kind: 'organization', key: 'o2' }, 'label', 'Deux'),
      { kind: 'delete-organization', key: 'o1', connections: 'detach' },
    )
    const plan = planPublish(base, draft.intents)
    expect(plan.steps.map((step) => requestLine(step, atOry(uuid), plan.revisionId))).toEqual([
      `POST /projects/${uuid}/organizations`,
      `PUT /projects/${uuid}/organizations/o2`,
      `PATCH /projects/${uuid}/revision/revision-1`,
      `DELETE /projects/${uuid}/organizations/o1`,
    ])
    expect(plan.steps[1]).toMatchObject({ body: { label: 'Deux', domains: [] } })
  })

  test('patches SCIM clients last, in the form that has them', () => {
    const state = { ...base, scim: { clients: [scimEntry('s', 'o2')] } }
    const draft = edited(
      state,
      newOrganization,
      fieldEdit({ kind: 'scim-client', key: 's' }, 'label', 'S'),
    )
    const plan = planPublish(state, draft.intents)
    expect(plan.steps.map((step) => requestLine(step, atOry(uuid), plan.revisionId))).toEqual([
      `POST /projects/${uuid}/organizations`,
      `PATCH /normalized/projects/${uuid}/revision/revision-1`,
    ])
  })

  test('is empty where nothing can be published', () => {
    expect(isEmptyPlan(planPublish(base, edited(base).intents))).toBe(true)
    const draft = edited(base, newOrganization)
    expect(isEmptyPlan(planPublish(base, draft.intents))).toBe(false)
    expect(isEmptyPlan(planPublish(base, draft.intents, new Set(['organization new:o'])))).toBe(
      true,
    )
  })

  test('is not empty while something is meant that no request can say yet', () => {
    const { intents } = edited(base)
    const odd = {
      ...intents,
      method: { oidc: { kind: 'edit' as const, fields: { odd: { to: 1 } } } },
    }
    const plan = planPublish(base, odd)
    expect(plan.steps).toEqual([])
    expect(isEmptyPlan(plan)).toBe(false)
  })

  test('sends an organization whole, with what it has of a name and of domains', () => {
    const bare = snapshotOf({ organizations: [{ id: 'o3', label: 'Three' }], viaPatch: false })
    const lasts: Edit = fieldEdit({ kind: 'organization', key: 'o3' }, 'session_lifespan', '8h')
    const named: Edit = { kind: 'create-organization', key: 'new:o', fields: { label: 'New' } }
    const nameless: Edit = { kind: 'create-organization', key: 'new:p', fields: {} }
    const bodies = (...edits: Edit[]) =>
      planPublish(bare, edited(bare, ...edits).intents).steps.flatMap((step) =>
        'body' in step ? [step.body] : [],
      )
    expect(bodies(named, nameless, lasts)).toEqual([
      { label: 'New', domains: [] },
      { label: 'Three', domains: [], session_lifespan: '8h' },
    ])
  })

  test('has its patches apart from its other requests', () => {
    const draft = edited(base, newOrganization, newConnection())
    expect(patchesOf(planPublish(base, draft.intents)).map(({ kind }) => kind)).toEqual([
      'patch-project',
    ])
    expect(patchesOf(planPublish(base, edited(base, newOrganization).intents))).toEqual([])
  })

  test('changes and deletes organizations in the order of the server, whichever was edited first', () => {
    const rename = (key: string): Edit =>
      fieldEdit({ kind: 'organization', key }, 'label', 'Renamed')
    const keys = (...edits: Edit[]) =>
      planPublish(base, edited(base, ...edits).intents).steps.flatMap((step) =>
        'key' in step ? [step.key] : [],
      )
    expect(keys(rename('o2'), rename('o1'))).toEqual(['o1', 'o2'])
    const remove = (key: string): Edit => ({
      kind: 'delete-organization',
      key,
      connections: 'detach',
    })
    expect(keys(remove('o2'), remove('o1'))).toEqual(['o1', 'o2'])
    const deletion = planPublish(base, edited(base, remove('o2')).intents).steps.at(-1)
    expect(deletion).toEqual({ kind: 'delete-organization', key: 'o2', label: 'Two' })
  })

  test('shows stand-ins for secrets and for the id of a new organization', () => {
    const draft = edited(base, newOrganization, newConnection())
    const text = patchText(planPublish(base, draft.intents))
    expect(text).toContain('"client_secret": "<secret kept in the keychain>"')
    expect(text).toContain('"organization_id": "<id of Newcomer>"')
    expect(text).not.toContain('ref-1')
    expect(secretReferences(draft)).toEqual(new Set(['ref-1']))
    const sent = compilePatch(base, draft.intents, { 'new:o': 'real-id' })
    const filled = JSON.stringify(
      fillSecrets(sent, () => 'typed'),
      undefined,
      2,
    )
    expect(text).toBe(
      filled
        .replace('"typed"', '"<secret kept in the keychain>"')
        .replace('"real-id"', '"<id of Newcomer>"'),
    )
  })

  test('an unfinished connection is kept back alone', () => {
    const draft = edited(base, newOrganization, newConnection({ client_id: '' }))
    const changes = draftChanges(base, draft.intents)
    expect(changes.map(({ heldBack }) => heldBack)).toEqual([undefined, 'Enter the client ID'])
    expect(planPublish(base, draft.intents).steps.map(({ kind }) => kind)).toEqual([
      'create-organization',
    ])
  })

  test('a connection waits for its new organization, a deletion for the connections', () => {
    const draft = edited(base, newOrganization, newConnection(), {
      kind: 'delete-organization',
      key: 'o1',
      connections: 'delete',
    })
    const excluded = new Set(['organization new:o', 'connection oidc:a'])
    const held = Object.fromEntries(
      draftChanges(base, draft.intents, excluded).map((c) => [c.id, c.heldBack]),
    )
    expect(held['connection new:c']).toMatch(/organization/)
    expect(held['organization o1']).toMatch(/connections/)
    expect(planPublish(base, draft.intents, excluded).steps).toEqual([])
  })

  test('makes the missing parts of a method node for the first connection', () => {
    const bare = {
      ...base,
      project: { services: { identity: { config: { selfservice: { methods: {} } } } } },
    }
    const draft = edited(bare, newConnection({ organization_id: 'o1' }))
    expect(compilePatch(bare, draft.intents)).toMatchObject([
      {
        op: 'add',
        path: '/services/identity/config/selfservice/methods/oidc',
        value: { enabled: true },
      },
    ])
  })
})

describe('after a publish', () => {
  const draft = edited(
    base,
    newOrganization,
    newConnection(),
    fieldEdit({ kind: 'connection', key: 'oidc:b' }, 'invented', 1),
  )
  const answer = snapshotOf({
    revisionId: 'revision-2',
    oidc: [
      connection('a', { organization_id: 'o1' }),
      connection('b'),
      connection('c'),
      { ...complete, client_secret: undefined as never, organization_id: 'real' },
    ].map((item) => JSON.parse(JSON.stringify(item))),
    organizations: [
      ...organizations,
      { id: 'real', label: 'Newcomer', domains: ['newcomer.example'] },
    ],
  })
  const ids = { 'new:o': 'real' }

  test('what the server dropped is named and stays in the draft; the rest leaves it', () => {
    expect(droppedFields(draft.intents, answer, ids)).toEqual([
      {
        target: { kind: 'connection', key: 'oidc:b' },
        field: 'invented',
        sent: 1,
        answered: undefined,
      },
    ])
    const all = [
      { kind: 'organization', key: 'new:o' },
      { kind: 'connection', key: 'new:c' },
      { kind: 'connection', key: 'oidc:b' },
    ] as const
    const rest = afterPublishOf(draft, all, answer, ids, mark)
    expect(rest.intents.organization).toEqual({})
    expect(rest.intents.connection).toEqual({
      'oidc:b': { kind: 'edit', fields: { invented: { to: 1 } } },
    })
    // What Ory did not keep can be given up by an undo.
    expect(rest.past.map(({ label }) => label)).toEqual(['Not kept by Ory'])
    expect(undo(rest).intents).toEqual({
      organization: {},
      connection: {},
      method: {},
      'scim-client': {},
    })
  })

  test('after only the organization was made, its connection names the real id', () => {
    const half = afterPublishOf(draft, [{ kind: 'organization', key: 'new:o' }], answer, ids, mark)
    expect(half.intents.organization).toEqual({})
    expect(half.intents.connection['new:c']?.fields['organization_id']).toEqual({ to: 'real' })
  })
})
