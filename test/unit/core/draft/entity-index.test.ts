import { describe, expect, it } from 'vitest'
import { connectionAt, entitiesBy, entityAt } from '../../../../src/core/draft/entity-index'
import { workingCopy, type WorkingCopy } from '../../../../src/core/draft/working-copy'
import { noIntents, type Target } from '../../../../src/core/intents/intents'
import { textMember } from '../../../../src/core/model/json'
import { problemsOf } from '../../../../src/core/problems/written'
import { draftWith } from '../../../support/states/draft-with'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

/** A project in which the draft changes every connection, as a bulk edit does. */
function changed(size: number): WorkingCopy {
  const names = Array.from({ length: size }, (_, at) => `c${at}`)
  const snapshot = snapshotOf({ oidc: names.map((name) => connection(name)) })
  const edits = names.map((name) => ({
    kind: 'set-field' as const,
    target: { kind: 'connection' as const, key: `oidc:${name}` },
    field: 'label',
    value: `New ${name}`,
  }))
  return workingCopy(snapshot, draftWith(snapshot, edits).intents)
}

/** How often members of the list of connections are looked at by a piece of work. */
function looksOf(copy: WorkingCopy, work: (counted: WorkingCopy) => unknown): number {
  let looks = 0
  const connections = new Proxy(copy.connections, {
    get(list, name, receiver) {
      looks += 1
      return Reflect.get(list, name, receiver) as unknown
    },
  })
  work({ ...copy, connections })
  return looks
}

describe('finding entities among thousands', () => {
  it('looks at each a few times where the draft touches them all, and not at each for each', () => {
    const growth = (work: (copy: WorkingCopy) => unknown) =>
      looksOf(changed(800), work) / Math.max(1, looksOf(changed(100), work))
    expect(growth((copy) => problemsOf(copy))).toBeLessThan(8 * 1.5)
    // What looks at each for each is found out.
    expect(
      growth((copy) => copy.touched.connections.map((item) => copy.connections.indexOf(item))),
    ).toBeGreaterThan(8 * 4)
  })

  it('finds each kind of thing by what it is, and none of another kind with its key', () => {
    const snapshot = snapshotOf({
      oidc: [connection('a')],
      organizations: [{ id: 'o', label: 'One' }],
      scimClients: [scimEntry('s', 'o')],
    })
    const copy = workingCopy(snapshot, noIntents)
    const places: Target[] = [
      { kind: 'organization', key: 'o' },
      { kind: 'connection', key: 'oidc:a' },
      { kind: 'scim-client', key: 's' },
      { kind: 'method', key: 'oidc' },
    ]
    const found = places.map(({ key }) =>
      places.map(({ kind }) => entityAt(copy, { kind, key })?.target),
    )
    const [organization, own, client, method] = places
    expect(found).toEqual([
      [organization, undefined, undefined, undefined],
      [undefined, own, undefined, undefined],
      [undefined, undefined, client, undefined],
      [undefined, undefined, undefined, method],
    ])
  })

  it('gives them in the order of the project, whatever the draft touches', () => {
    const snapshot = snapshotOf({
      oidc: ['a', 'b', 'c', 'd'].map((name) => connection(name, { label: 'Same' })),
    })
    const { intents } = draftWith(snapshot, [
      { kind: 'create-connection', key: 'new:1', fields: { label: 'Same' }, protocol: 'oidc' },
      fieldEdit({ kind: 'connection', key: 'oidc:c' }, 'issuer_url', 'https://other.example'),
      { kind: 'delete-connection', key: 'oidc:a' },
    ])
    const copy = workingCopy(snapshot, intents)
    const byLabel = entitiesBy('connections', ({ fields }) => [textMember(fields, 'label') ?? ''])
    expect(byLabel(copy, 'Same').map(({ target }) => target.key)).toEqual([
      'oidc:a',
      'oidc:b',
      'oidc:c',
      'oidc:d',
      'new:1',
    ])
    expect(connectionAt(copy, 'oidc:c')?.status).toBe('edited')
    expect(connectionAt(copy, 'oidc:b')).toBe(copy.connections[1])
    expect(connectionAt(copy, 'oidc:none')).toBeUndefined()
    expect(byLabel(copy.server, 'Same')).toEqual(copy.server.connections)
  })
})
