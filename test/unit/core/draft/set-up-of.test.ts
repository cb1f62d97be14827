import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { setUpOf, withheldOf } from '../../../../src/core/draft/set-up-of'
import { noIntents } from '../../../../src/core/intents/intents'
import { connectionsOf, methodNode, protocols } from '../../../../src/core/model/connection'
import type { JsonObject } from '../../../../src/core/model/json'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { compilePatch } from '../../../../src/core/patch/compile'
import { applyPatch } from '../../../../src/core/patch/patch'
import { draftWith } from '../../../support/states/draft-with'
import { arbitraryGestures, perform } from '../../../support/states/edits'
import { scimEntry } from '../../../support/states/radar'
import { arbitrarySnapshot, connection, snapshotOf } from '../../../support/states/snapshots'

const ids = (intents: ReturnType<typeof perform>['intents']) =>
  Object.fromEntries(Object.keys(intents.organization).map((key) => [key, key]))

describe('the set-up after a publish', () => {
  test('is what the patch makes of the project: its connections and which methods are on', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, arbitraryGestures, fc.boolean(), (given, gestures, isOff) => {
        const snapshot = isOff ? switchedOff(given) : given
        const { intents } = perform(snapshot, gestures)
        const setUp = setUpOf(snapshot, intents)
        const project = applyPatch(
          snapshot.project,
          compilePatch(snapshot, intents, ids(intents)),
        ) as JsonObject
        const after: Snapshot = { ...snapshot, project }
        for (const protocol of protocols) {
          const is = methodNode(after, protocol)?.['enabled'] === true
          expect(setUp.methods[protocol].enabled, protocol).toBe(is)
        }
        const byId = (all: readonly (readonly [protocol: string, fields: JsonObject])[]) =>
          new Map(all.map(([protocol, fields]) => [`${protocol} ${String(fields['id'])}`, fields]))
        expect(byId(setUp.connections.map(({ protocol, fields }) => [protocol, fields]))).toEqual(
          byId(connectionsOf(after).map(({ protocol, entry }) => [protocol, entry])),
        )
      }),
    )
  })

  test('has a method on as it is where the method has no connection, and off where it is not there', () => {
    const snapshot = snapshotOf({})
    const on = { oidc: { enabled: true }, saml: { enabled: false } }
    expect(setUpOf(snapshot).methods).toEqual(on)
    const off = { oidc: { enabled: false }, saml: { enabled: false } }
    expect(setUpOf({ ...snapshot, project: {} }).methods).toEqual(off)
  })

  test('has the project, and every entity by its key, without what is deleted', () => {
    const snapshot = snapshotOf({
      oidc: [connection('a', { organization_id: 'o' }), connection('b')],
      saml: [{ id: 's', label: 'S' }],
      organizations: [
        { id: 'o', label: 'One', domains: [] },
        { id: 'p', label: 'Two', domains: [] },
      ],
    })
    const { intents } = draftWith(snapshot, [
      { kind: 'delete-organization', key: 'p', connections: 'detach' },
      { kind: 'delete-connection', key: 'oidc:b' },
      { kind: 'create-organization', key: 'new:o', fields: { label: 'Three' } },
    ])
    const setUp = setUpOf(snapshot, intents)
    expect(setUp).toMatchObject({
      project: {
        name: 'Project',
        slug: 'calm-turing-abcdefghij',
        environment: 'staging',
        hosts: [],
      },
      organizations: [
        { key: 'o', fields: { id: 'o', label: 'One' } },
        { key: 'new:o', fields: { label: 'Three' } },
      ],
      connections: [
        { key: 'oidc:a', protocol: 'oidc', fields: connection('a', { organization_id: 'o' }) },
        { key: 'saml:s', protocol: 'saml', fields: { id: 's', label: 'S' } },
      ],
      methods: { oidc: { enabled: true }, saml: { enabled: true } },
      settings: {
        base_redirect_uri: 'https://login.customer.example',
        enable_auto_link_policy: false,
      },
    })
    expect(setUp.organizations).toHaveLength(2)
    expect(setUp.connections).toHaveLength(2)
    expect(setUpOf(snapshot)).toEqual(setUpOf(snapshot, noIntents))
  })

  test('says of which entity the app holds a part only', () => {
    const snapshot = {
      ...snapshotOf({
        oidc: [connection('a'), connection('b')],
        organizations: [{ id: 'oidc:a' }, { id: 'o' }],
      }),
      cut: { 'oidc:a': ['mapper_url'], 'organization o': ['label'] },
    }
    const { organizations, connections } = setUpOf(snapshot)
    expect(organizations.map(({ key, withheld }) => [key, withheld])).toEqual([
      ['oidc:a', undefined],
      ['o', ['label']],
    ])
    expect(connections.map(({ key, withheld }) => [key, withheld])).toEqual([
      ['oidc:a', ['mapper_url']],
      ['oidc:b', undefined],
    ])
    expect(connections[1]).not.toHaveProperty('withheld')
  })

  test('has the SCIM clients that there will be where they were read, and no list where they were not', () => {
    const clients = ['a', 'b', 'o'].map((id) => scimEntry(id, 'o'))
    const read = snapshotOf({ scimClients: clients })
    const { intents } = draftWith(read, [
      { kind: 'delete-scim-client', key: 'b' },
      { kind: 'create-scim-client', key: 'new:1', fields: { client_id: 'c' } },
    ])
    const there = [
      { key: 'a', fields: clients[0] },
      { key: 'o', fields: clients[2] },
      { key: 'new:1', fields: { client_id: 'c' } },
    ]
    expect(setUpOf(read, intents).scimClients).toEqual(there)
    // A client may have the ID of an organization, and of it alone a part is withheld.
    const cut = { ...read, scim: { ...read.scim!, cut: { o: ['x_future'] } } }
    expect(setUpOf(cut, intents).scimClients?.map(({ withheld }) => withheld)).toEqual([
      undefined,
      ['x_future'],
      undefined,
    ])
    // Those of an organization go with it, and no others.
    const others = ['', 'p'].map((organization) => scimEntry(`of${organization}`, organization))
    const owned = snapshotOf({
      organizations: [{ id: 'o' }, { id: 'p' }],
      scimClients: [...clients, ...others],
    })
    const gone = draftWith(owned, [
      { kind: 'delete-organization', key: 'o', connections: 'detach' },
    ])
    const left = setUpOf(owned, gone.intents).scimClients
    expect(left?.map(({ key }) => key)).toEqual(['of', 'ofp'])
    expect(setUpOf(snapshotOf({}))).not.toHaveProperty('scimClients')
    expect(withheldOf(snapshotOf({}), { kind: 'scim-client', key: 'a' })).toEqual({})
  })
})

function switchedOff(snapshot: Snapshot): Snapshot {
  const project = structuredClone(snapshot.project) as any
  project.services.identity.config.selfservice.methods.oidc.enabled = false
  return { ...snapshot, project }
}
