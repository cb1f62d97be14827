import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withFormer } from '../../../../src/core/intents/server-entities'
import {
  findWholeWrites,
  withoutWholeWrites,
  withWholeWrites,
} from '../../../../src/core/publish/whole-writes'
import type { JsonObject } from '../../../../src/core/model/json'
import { snapshotSchema, type Snapshot } from '../../../../src/core/model/snapshot'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const organizations = [{ id: 'o', label: 'One', domains: ['one.example'], created_at: 'then' }]
type Parts = Parameters<typeof snapshotOf>[0]

/** A look at a project that has the rest of its configuration in its hash. */
function look(revisionId: string, oidc: readonly JsonObject[], more: Parts = {}): Snapshot {
  const snapshot = snapshotOf({ oidc, organizations, viaPatch: false, ...more, revisionId })
  return { ...snapshot, restHash: 'rest', readAt: `2026-11-25T12:00:00.00${revisionId}Z` }
}
const all = (ids: string) => ids.split('').map((id) => connection(id))
const signs = (before: Snapshot | undefined, now: Snapshot, isOwn = false) =>
  findWholeWrites(before, now, { isOwn }).map(({ sign, connections }) =>
    [sign, ...connections.map((key) => key.replace('oidc:', ''))].join(' '),
  )
const before = look('1', all('abcd'))
const entries = (change: (list: JsonObject[]) => readonly JsonObject[]) =>
  look('2', change(all('abcd')))
const replaced = (index: number, members: JsonObject) =>
  entries((list) => list.with(index, { ...list[index], ...members }))

describe('an ordinary change leaves no sign', () => {
  const cases: [string, Snapshot][] = [
    ['nothing moved', look('1', all('abcd'))],
    ['a member is set', replaced(1, { label: 'Renamed', pkce: 'force' })],
    [
      'a known member is cleared',
      entries((list) => list.with(1, { ...without(list[1], 'scope') })),
    ],
    ['two are cleared', entries((list) => list.with(1, without(list[1], 'scope', 'issuer_url')))],
    [
      'each connection is changed',
      entries((list) => list.map((item) => ({ ...item, pkce: 'auto' }))),
    ],
    ['one is added at the end', entries((list) => [...list, connection('e')])],
    ['three are added at the end', entries((list) => [...list, ...all('efg')])],
    ['one is removed', entries((list) => list.toSpliced(1, 1))],
    ['the last is removed and another added', look('2', all('abce'))],
    ['all are removed', look('2', [])],
    ['all are removed and others added', look('2', all('xyz'))],
    ['an id is changed', look('2', all('axcd'))],
    ['two ids are changed', look('2', all('axyd'))],
    ['the first id is changed', look('2', all('xbcd'))],
    ['an id is changed where another is removed', look('2', all('axd'))],
    ['another kind of provider', replaced(2, { provider: 'google', x_unknown: null })],
    [
      'another kind of provider, without what only the former had',
      entries((list) => list.with(1, { ...without(list[1], 'x_unknown'), provider: 'google' })),
    ],
    ['one is disabled, where that is shown', replaced(2, { state: 'disabled' })],
    ['an organization is renamed', look('2', all('abcd'), { organizations: [{ id: 'o' }] })],
    ['something else of the project', { ...look('2', all('abcd')), restHash: 'another' }],
    ['a SAML connection is added', look('2', all('abcd'), { saml: [connection('s')] })],
  ]
  it.each(cases)('%s', (_about, now) => expect(signs(before, now)).toEqual([]))

  it('nor does one that is enabled again by taking its state out', () => {
    const disabled = look('1', [connection('a', { state: 'disabled' }), connection('b')])
    expect(signs(disabled, look('2', all('ab')))).toEqual([])
  })

  it('nor anything where no connection could lose a secret, or before a first look', () => {
    expect(signs(look('1', []), look('2', []))).toEqual([])
    expect(signs(undefined, look('2', all('ba')))).toEqual([])
  })
})

describe('what shows a whole write', () => {
  const cases: [string, Snapshot, string[]][] = [
    ['one stands at the end', look('2', all('bcda')), ['order a']],
    ['two change places', look('2', all('abdc')), ['order c']],
    ['they are sorted', look('2', all('dcba')), ['order c b a']],
    ['one is put first', look('2', all('dabc')), ['order a b c']],
    ['a new one stands first', look('2', all('xabcd')), ['order x']],
    ['a new one stands between', look('2', all('abxcd')), ['order x']],
    ['two stand where one was', look('2', all('axycd')), ['order x y']],
    ['one moved and one is new', look('2', all('bcdae')), ['order a']],
    [
      'a member that no table has is gone',
      entries((list) => list.with(1, without(list[1], 'x_unknown'))),
      ['members b'],
    ],
    ['nothing that can be read', look('2', all('abcd')), ['unseen']],
    [
      'times alone',
      look('2', all('abcd'), { organizations: [{ ...organizations[0]!, created_at: 'now' }] }),
      ['unseen'],
    ],
  ]
  it.each(cases)('%s', (_about, now, wanted) => expect(signs(before, now)).toEqual(wanted))

  it('is a secret that was there, where servers show that there is one', () => {
    const shown = look('1', [connection('a', { client_secret: '' }), connection('b')])
    expect(signs(shown, look('2', all('ab')))).toEqual(['members a'])
  })

  it('is a secret that is no longer said to be set, of the same connection', () => {
    const said = (snapshot: Snapshot, ...keys: string[]) => ({
      ...snapshot,
      shownSecrets: keys.map((key) => `oidc:${key}`),
    })
    const was = said(before, 'a', 'b', 'c')
    expect(signs(was, said(look('2', all('abcd')), 'c'))).toEqual(['secrets a b'])
    // One is gone, and one is of another kind and has another secret.
    const other = look('2', [connection('b', { provider: 'google' }), ...all('cd')])
    expect(signs(was, said(other, 'c'))).toEqual([])
    expect(signs(was, look('2', all('abcd')))).toEqual(['secrets a b c'])
  })

  it('is one that was gone and is there again', () => {
    const gone = withFormer(before, look('2', all('abc')))
    expect(signs(gone, look('3', all('abcd')))).toEqual(['returned d'])
    const changed = [...all('abc'), connection('d', { label: 'Anew' })]
    expect(signs(gone, look('3', changed))).toEqual(['returned d'])
    // As it was, and in its place: what a server shows that lists no disabled connections.
    const hidden = withFormer(before, look('2', all('acd')))
    expect(signs(hidden, look('3', all('abcd')))).toEqual([])
    expect(signs(hidden, look('3', all('acdb')))).toEqual(['returned b'])
  })

  it('is none for an organization that comes back, or a connection that was never gone', () => {
    const former = [
      { kind: 'organization' as const, key: 'o', entity: { id: 'o', label: 'Before' } },
    ]
    expect(
      signs(
        { ...before, former },
        entries((list) => [...list, connection('e')]),
      ),
    ).toEqual([])
    const there = [
      { kind: 'connection' as const, key: 'oidc:a', entity: connection('a', { label: 'Before' }) },
    ]
    expect(
      signs(
        { ...before, former: there },
        entries((list) => [...list, connection('e')]),
      ),
    ).toEqual([])
    const still = [{ kind: 'connection' as const, key: 'oidc:z', entity: connection('z') }]
    expect(
      signs(
        { ...before, former: still },
        entries((list) => [...list, connection('e')]),
      ),
    ).toEqual([])
  })

  it('is looked for in each protocol by itself', () => {
    const saml = (ids: string) => ids.split('').map((id) => connection(id, { provider: 'saml' }))
    const [was, is] = [
      look('1', all('ab'), { saml: saml('ab') }),
      look('2', all('ab'), { saml: saml('ba') }),
    ]
    expect(findWholeWrites(was, is)).toEqual([{ sign: 'order', connections: ['saml:a'] }])
    const both = look('2', all('ba'), { saml: saml('ba') })
    expect(findWholeWrites(was, both)).toEqual([
      { sign: 'order', connections: ['oidc:a', 'saml:a'] },
    ])
  })

  it('is not told of connections that cannot be told apart', () => {
    expect(signs(look('1', all('aab')), look('2', all('baa')))).toEqual([])
  })

  it('is not told from what was not read', () => {
    const { restHash: _none, ...old } = before
    expect(signs(old, look('2', all('abcd')))).toEqual([])
    const { restHash: _neither, ...now } = look('2', all('abcd'))
    expect(signs(old, now)).toEqual([])
    expect(signs({ ...before, incomplete: true }, look('2', all('abcd')))).toEqual([])
    expect(signs(before, { ...look('2', all('abcd')), incomplete: true })).toEqual([])
  })

  it('is a write of somebody else where nothing else is said', () => {
    expect(findWholeWrites(before, look('2', all('abcd')))).toEqual([
      { sign: 'unseen', connections: [] },
    ])
  })

  it('may be a write of ours whose answer was lost: then only what no patch of ours does', () => {
    expect(signs(before, look('2', all('abcd')), true)).toEqual([])
    expect(signs(before, look('2', all('dcba')), true)).toEqual(['order c b a'])
  })

  it('is any order but the one before, and no change that keeps the order', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-f]$/), { minLength: 2, maxLength: 6 })
    const order = ids.chain((list) =>
      fc.record({
        was: fc.constant(list),
        is: fc.shuffledSubarray(list, { minLength: 0, maxLength: list.length }),
        more: fc.subarray(['u', 'v', 'w']),
      }),
    )
    fc.assert(
      fc.property(order, ({ was, is, more }) => {
        const [one, other] = [all(was.join('')), all([...is, ...more].join(''))]
        const kept = is.map((id) => was.indexOf(id))
        const isSame = kept.every((place, index) => index === 0 || place > kept[index - 1]!)
        const found = signs(look('1', one), look('2', other)).filter((sign) =>
          sign.startsWith('order'),
        )
        expect(found.length).toBe(isSame ? 0 : 1)
      }),
    )
  })
})

describe('what is known of whole writes', () => {
  const first = () => withWholeWrites(before, look('2', all('abcd')))
  const second = () => withWholeWrites(first(), look('3', all('dcba')))

  it('stays until it is noted, through files and further looks', () => {
    const stored = snapshotSchema.parse(JSON.parse(JSON.stringify(second())))
    expect(stored.wholeWrites).toEqual([
      { sign: 'unseen', since: before.readAt, until: first().readAt, connections: [] },
      {
        sign: 'order',
        since: first().readAt,
        until: second().readAt,
        connections: ['oidc:c', 'oidc:b', 'oidc:a'],
      },
    ])
    expect(withWholeWrites(stored, look('3', all('dcba'))).wholeWrites).toEqual(stored.wholeWrites)
    expect(withoutWholeWrites(stored)).toEqual(look('3', all('dcba')))
    expect(withWholeWrites(withoutWholeWrites(stored), look('4', all('dcbax'))).wholeWrites).toBe(
      undefined,
    )
  })

  it('is one of each sign, from the first look to the last', () => {
    const third = withWholeWrites(second(), look('4', all('dbca')))
    expect(third.wholeWrites?.map(({ sign }) => sign)).toEqual(['unseen', 'order'])
    expect(third.wholeWrites?.[1]).toMatchObject({
      since: first().readAt,
      until: third.readAt,
      connections: expect.arrayContaining(['oidc:c', 'oidc:b', 'oidc:a']),
    })
  })

  it('goes with its connections', () => {
    const third = withWholeWrites(second(), look('4', all('d')))
    expect(third.wholeWrites?.map(({ sign }) => sign)).toEqual(['unseen'])
    expect(withWholeWrites(undefined, before)).toBe(before)
  })
})

function without(entry: JsonObject | undefined, ...names: string[]): JsonObject {
  return Object.fromEntries(Object.entries(entry ?? {}).filter(([name]) => !names.includes(name)))
}
