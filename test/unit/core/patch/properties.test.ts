import fc from 'fast-check'
import { applyPatch } from 'rfc6902'
import { expect, test } from 'vitest'
import { compilePatch } from '../../../../src/core/patch/compile'
import { draftSchema, emptyDraft, redo, undo, type Draft } from '../../../../src/core/draft/draft'
import { filterIntents, isNewKey, type Intents } from '../../../../src/core/intents/intents'
import { provesPatch } from '../../../../src/core/patch/prove-patch'
import { rebase } from '../../../../src/core/draft/rebase'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { connectionsOf, providersOf } from '../../../../src/core/model/connection'
import type { JsonObject } from '../../../../src/core/model/json'
import { methodSettings } from '../../../../src/core/model/method'
import {
  documentOrganizations,
  organizationRoute,
  type Snapshot,
} from '../../../../src/core/model/snapshot'
import { arbitraryGestures, perform } from '../../../support/states/edits'
import { arbitrarySnapshot, connection, snapshotOf } from '../../../support/states/snapshots'
import { size as sized } from '../../../soak/size'

const runs = { numRuns: sized(400, 1000) }
const at = '2026-11-25T12:00:00.000Z'

/** What of a draft's intents goes with the patch, as if all could be published. */
const patchedOf = (snapshot: Snapshot, intents: Intents): Intents =>
  organizationRoute(snapshot) === 'patch'
    ? intents
    : filterIntents(intents, ({ kind }) => kind !== 'organization')

/** Applies a patch with an implementation that is not ours. */
function patched(snapshot: Snapshot, draft: Draft): Snapshot {
  const ids = Object.fromEntries(
    Object.keys(draft.intents.organization)
      .filter(isNewKey)
      .map((key) => [key, key]),
  )
  const project = structuredClone(snapshot.project)
  const results = applyPatch(project, compilePatch(snapshot, draft.intents, ids) as never)
  expect(results.filter((item) => item !== null)).toEqual([])
  return { ...snapshot, project }
}

/** Entries by protocol, in the server's order, as the draft means them. */
function meant(snapshot: Snapshot, draft: Draft, protocol: 'oidc' | 'saml'): JsonObject[] {
  return workingCopy(snapshot, draft.intents)
    .connections.filter((item) => item.protocol === protocol && item.status !== 'deleted')
    .map(({ fields }) => fields)
}

/** The document's organizations after the draft, the new ones last; untouched where they go by requests. */
function meantOrganizations(snapshot: Snapshot, draft: Draft): JsonObject[] {
  if (organizationRoute(snapshot) === 'requests') return documentOrganizations(snapshot)
  const { organizations } = workingCopy(snapshot, draft.intents)
  return organizations
    .filter(({ status }) => status !== 'deleted')
    .map(({ fields, status, target }) => ({
      ...(status === 'new' ? { id: target.key, label: '', domains: [] } : {}),
      ...Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== '')),
    }))
}

test('undo after any edits is the identity, and redo brings them back', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryGestures, (snapshot, gestures) => {
      const edited = perform(snapshot, gestures)
      let draft = edited
      while (draft.past.length > 0) draft = undo(draft)
      expect(draft.intents).toEqual(emptyDraft('' as never, '').intents)
      while (draft.future.length > 0) draft = redo(draft)
      expect(draft).toEqual(edited)
    }),
    runs,
  )
})

test('a compiled patch, applied by another implementation, gives exactly the edited document', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryGestures, (snapshot, gestures) => {
      const draft = perform(snapshot, gestures)
      const result = patched(snapshot, draft)
      for (const protocol of ['oidc', 'saml'] as const) {
        expect(providersOf(result, protocol)).toEqual(meant(snapshot, draft, protocol))
      }
      const strip = (item: Snapshot) => {
        const project = structuredClone(item.project) as any
        for (const protocol of ['oidc', 'saml']) {
          const node = project.services.identity.config.selfservice.methods[protocol]
          delete node.config.providers
          delete node.enabled
          delete node.config.base_redirect_uri
          delete node.enable_auto_link_policy
        }
        delete project.organizations
        return project
      }
      expect(methodSettings(result)).toEqual(
        workingCopy(snapshot, draft.intents).methods[0]?.fields,
      )
      expect(documentOrganizations(result)).toEqual(meantOrganizations(snapshot, draft))
      expect(strip(result)).toEqual(strip(snapshot))
    }),
    runs,
  )
})

test('the last check before sending passes every compiled patch and refuses a wrong one', () => {
  const other = { op: 'replace', path: '/services/oauth2/config', value: {} } as const
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryGestures, (snapshot, gestures) => {
      const { intents: all } = perform(snapshot, gestures)
      const intents = patchedOf(snapshot, all)
      const ids = Object.fromEntries(
        Object.keys(all.organization)
          .filter(isNewKey)
          .map((key) => [key, `id-${key}`]),
      )
      const operations = compilePatch(snapshot, intents, ids)
      expect(provesPatch(snapshot, intents, operations, ids)).toBe(true)
      expect(provesPatch(snapshot, intents, [...operations, other], ids)).toBe(false)
      if (operations.length > 0) {
        expect(provesPatch(snapshot, intents, operations.slice(1), ids)).toBe(false)
      }
    }),
    { numRuns: 300 },
  )
})

test('the last check passes the first connection of a project without the method', () => {
  const bare = snapshotOf({})
  const methods = (bare.project as any).services.identity.config.selfservice.methods
  for (const node of [undefined, {}, { enabled: false }, { enabled: false, config: {} }]) {
    if (node) methods.oidc = node
    else delete methods.oidc
    const { intents } = perform(bare, [])
    const created = {
      kind: 'create' as const,
      protocol: 'oidc' as const,
      fields: { id: { to: 'a' } },
    }
    const meant = { ...intents, connection: { 'new:a': created } }
    expect(provesPatch(bare, meant, compilePatch(bare, meant))).toBe(true)
    expect(provesPatch(bare, meant, [])).toBe(false)
  }
})

test('a draft means the same entries under any order of the array', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryGestures, fc.nat(), (snapshot, gestures, seed) => {
      const draft = perform(snapshot, gestures)
      const turn = (items: JsonObject[]) => {
        const cut = items.length === 0 ? 0 : seed % items.length
        return [...items.slice(cut), ...items.slice(0, cut)]
      }
      const entries = (protocol: 'oidc' | 'saml') =>
        connectionsOf(snapshot)
          .filter((item) => item.protocol === protocol)
          .map((item) => item.entry)
      const shuffled = snapshotOf({
        oidc: turn(entries('oidc')),
        saml: turn(entries('saml')),
        organizations: snapshot.organizations,
        viaPatch: organizationRoute(snapshot) === 'patch',
      })
      const byId = (result: Snapshot) =>
        new Map(connectionsOf(result).map((item) => [item.key, item.entry]))
      expect(byId(patched(shuffled, draft))).toEqual(byId(patched(snapshot, draft)))
    }),
    runs,
  )
})

test('a draft written and read is the same', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryGestures, (snapshot, gestures) => {
      const draft = perform(snapshot, gestures)
      expect(draftSchema.parse(JSON.parse(JSON.stringify(draft)))).toEqual(
        JSON.parse(JSON.stringify(draft)),
      )
    }),
    runs,
  )
})

test('rebase leaves edits on targets that did not change as they are', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryGestures, (snapshot, gestures) => {
      const draft = perform(snapshot, gestures)
      const touched = new Set(Object.keys(draft.intents.connection))
      const bystanders = connectionsOf(snapshot).filter(
        (item) => item.protocol === 'oidc' && !touched.has(item.key),
      )
      const gone = bystanders[0]?.key
      const moved = snapshotOf({
        revisionId: 'revision-2',
        oidc: connectionsOf(snapshot)
          .filter((item) => item.protocol === 'oidc' && item.key !== gone)
          .map((item) => item.entry),
        saml: connectionsOf(snapshot)
          .filter((item) => item.protocol === 'saml')
          .map((item) => item.entry),
        organizations: snapshot.organizations,
        viaPatch: organizationRoute(snapshot) === 'patch',
      })
      const next = rebase(draft, snapshot, moved, at)
      expect(next.intents).toEqual(draft.intents)
      expect(next.past).toEqual(draft.past)
    }),
    runs,
  )
})

test('removing one of 5,000 connections is one operation', () => {
  const oidc = Array.from({ length: 5000 }, (_, i) => connection(`c${i}`))
  const snapshot = snapshotOf({ oidc })
  const draft = perform(snapshot, [])
  const intents = {
    ...draft.intents,
    connection: { 'oidc:c1': { kind: 'delete' as const, seen: oidc[1]!, fields: {} } },
  }
  const path = '/services/identity/config/selfservice/methods/oidc/config/providers/1'
  expect(compilePatch(snapshot, intents)).toEqual([{ op: 'remove', path }])
})
