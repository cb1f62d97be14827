import { describe, expect, it } from 'vitest'
import { connectionAt, entitiesBy } from '../../../../src/core/draft/entity-index'
import { workingCopy, type WorkingCopy } from '../../../../src/core/draft/working-copy'
import { textMember } from '../../../../src/core/model/json'
import { problemsOf } from '../../../../src/core/problems/written'
import { draftWith } from '../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../support/states/snapshots'

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

  it('gives them in the order of the project, whatever the draft touches', () => {
    const snapshot = snapshotOf({
      oidc: ['a', 'b', 'c', 'd'].map((name) => connection(name, { label: 'Same' })),
    })
    const { intents } = draftWith(snapshot, [
      { kind: 'create-connection', key: 'new:1', fields: { label: 'Same' }, protocol: 'oidc' },
      {
        kind: 'set-field',
        target: { kind: 'connection', key: 'oidc:c' },
        field: 'issuer_url',
        value: 'https://other.example',
      },
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
