import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { compare } from '../../../../src/core/compare/compare'
import {
  firstMemory,
  turned,
  withExpected,
  withMatch,
  withoutMatch,
  type PairMemory,
} from '../../../../src/core/compare/memory'
import { compareRows, isOpen, rowStates, wholeEntity } from '../../../../src/core/compare/rows'
import { setUpOfFile } from '../../../../src/core/set-up-file/set-up-of-file'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import type { JsonObject } from '../../../../src/core/model/json'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import { readSetUpFile } from '../../../../src/core/set-up-file/read'
import { makeSetUpFile, setUpFileText } from '../../../../src/core/set-up-file/write'
import { scimEntry } from '../../../support/states/radar'
import { arbitrarySnapshot, connection, snapshotOf } from '../../../support/states/snapshots'

const nothing = firstMemory(true)
const between = firstMemory(false)
const side = (parts: Parameters<typeof snapshotOf>[0], slug = 'calm-turing-abcdefghij') => {
  const setUp = setUpOf(snapshotOf(parts))
  return { ...setUp, project: { ...setUp.project, slug } }
}
const organization = (id: string, more: JsonObject = {}) => ({
  id,
  label: `Label ${id}`,
  domains: [`${id}.example`],
  ...more,
})

/** What of a comparison counts as a difference, in words. */
function open(...args: Parameters<typeof compare>): string[] {
  return compare(...args).entities.flatMap((entity) => {
    const name = `${entity.kind} ${entity.left?.key ?? '-'} ${entity.right?.key ?? '-'}`
    if (!entity.left || !entity.right) return isOpen(entity) ? [`${name}: ${entity.state}`] : []
    return entity.fields.filter(isOpen).map(({ field, state }) => `${name} ${field}: ${state}`)
  })
}
const matches = (...args: Parameters<typeof compare>) =>
  compare(...args)
    .entities.filter(({ kind }) => kind !== 'method')
    .map(({ left, right, by }) => `${left?.key ?? '-'} ${right?.key ?? '-'} ${by ?? ''}`)

describe('what belongs together', () => {
  it('is found by id, label, domain, issuer with client id, and as the only one', () => {
    const left = side({
      organizations: [
        organization('same'),
        organization('a', { label: 'Meadowlark' }),
        organization('b', { label: 'Quarry (staging)', domains: ['QUARRY.example', 'q.example'] }),
        organization('alone'),
      ],
      oidc: [
        connection('okta'),
        connection('left-1', { label: 'Okta', organization_id: 'a' }),
        connection('left-2', { label: 'x', issuer_url: 'https://idp.example/', client_id: 'c' }),
        connection('left-3', { label: 'y', organization_id: 'b' }),
      ],
    })
    const right = side({
      organizations: [
        organization('same', { label: 'Another' }),
        organization('c', { label: 'meadowlark ' }),
        organization('d', { label: 'Quarry', domains: ['quarry.example'] }),
        organization('other'),
      ],
      oidc: [
        connection('okta', { label: 'Other' }),
        connection('right-1', { label: 'Okta', organization_id: 'c' }),
        connection('right-2', { label: 'z', issuer_url: 'https://idp.example', client_id: 'c' }),
        connection('right-3', { label: 'w', organization_id: 'd' }),
      ],
    })
    expect(matches(left, right, between)).toEqual([
      'same same id',
      'a c label',
      'oidc:left-1 oidc:right-1 label',
      'b d domain',
      'oidc:left-3 oidc:right-3 organization',
      'alone - ',
      '- other ',
      'oidc:okta oidc:okta id',
      'oidc:left-2 oidc:right-2 issuer',
    ])
  })

  it('is never guessed where two could be meant', () => {
    const twice = ['a', 'b'].map((id) => organization(id, { label: 'Same', domains: [] }))
    const left = side({ organizations: twice })
    const right = side({ organizations: [organization('c', { label: 'Same', domains: [] })] })
    expect(matches(left, right, between)).toEqual(['a - ', 'b - ', '- c '])
    const both = side({
      organizations: [organization('c', { domains: ['x.example', 'y.example'] })],
    })
    const each = side({
      organizations: [
        organization('a', { domains: ['x.example'] }),
        organization('b', { domains: ['y.example'] }),
      ],
    })
    expect(matches(each, both, between)).toEqual(['a - ', 'b - ', '- c '])
  })

  it('is as a person says, and is remembered from either side', () => {
    const left = side({ organizations: [organization('a'), organization('b', { label: 'B' })] })
    const right = side({ organizations: [organization('c'), organization('d', { label: 'b' })] })
    const pair = { kind: 'organization', left: 'a', right: 'd' } as const
    const said = withMatch(between, pair)
    expect(matches(left, right, said)).toEqual(['a d hand', 'b - ', '- c '])
    expect(matches(right, left, turned(said))).toEqual(['c - ', 'd a hand', '- b '])
    const apart = withoutMatch(said, { kind: 'organization', left: 'b', right: 'd' })
    expect(matches(left, right, withoutMatch(apart, pair))).toEqual([
      'a - ',
      'b - ',
      '- c ',
      '- d ',
    ])
    // Another match of either takes the place of the one before.
    const again = withMatch(said, { kind: 'organization', left: 'b', right: 'd' })
    expect(again.matched).toHaveLength(1)
  })

  test('does not depend on which of the two is on the left', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, arbitrarySnapshot, (one, other) => {
        const [left, right] = [setUpOf(one), setUpOf(other)]
        const pairs = (...args: Parameters<typeof compare>) =>
          compare(...args).entities.map(
            (entity) => [entity.kind, entity.left?.key, entity.right?.key, entity.by] as const,
          )
        const there = pairs(left, right, nothing).map((pair) => JSON.stringify(pair))
        const back = pairs(right, left, nothing).map(([kind, a, b, by]) =>
          JSON.stringify([kind, b, a, by]),
        )
        expect(back.toSorted()).toEqual(there.toSorted())
      }),
    )
  })
})

describe('what differs', () => {
  test('a state is the same as itself, and as its own file', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, (snapshot) => {
        const setUp = setUpOf(snapshot)
        expect(open(setUp, setUp, nothing)).toEqual([])
        const reading = readSetUpFile(setUpFileText(makeSetUpFile(setUp, new Map()).file))
        if (!reading.ok) throw new Error(reading.problems.join('\n'))
        expect(open(setUp, setUpOfFile(reading.file), nothing)).toEqual([])
      }),
    )
  })

  it('is told field by field, as the server sees equality', () => {
    const text = 'local claims = std.extVar("claims"); {}'
    const left = side({
      organizations: [organization('o', { domains: ['B.example', 'a.example'] })],
      oidc: [
        connection('c', {
          mapper_url: toMapperUrl(text),
          scope: ['email', 'openid'],
          organization_id: 'o',
          pkce: 'force',
          client_secret: 'left',
          subject_source: '',
        }),
      ],
    })
    const right = side({
      organizations: [organization('o', { domains: ['a.example', 'b.example'] })],
      oidc: [
        connection('c', {
          mapper_url: toMapperUrl(text),
          scope: ['openid', 'email'],
          organization_id: 'o',
          client_id: 'other',
          client_secret: 'right',
        }),
      ],
    })
    expect(open(left, right, nothing)).toEqual([
      'connection oidc:c oidc:c client_id: differs',
      'connection oidc:c oidc:c pkce: left',
      // Forced PKCE shares one address.
      'connection oidc:c oidc:c redirect_url: differs',
    ])
  })

  it('is not an organization that is gone on both sides', () => {
    const gone = side({ oidc: [connection('c', { organization_id: 'gone' })] })
    expect(open(gone, gone, nothing)).toEqual([])
  })

  it('leaves out what a file withholds, and the redirect URLs of a project it does not name', () => {
    const left = side({ oidc: [connection('c', { issuer_url: 'https://u:p@idp.example' })] })
    const { file } = makeSetUpFile(left, new Map())
    const { project: _unnamed, ...rest } = file
    expect(open(left, setUpOfFile(rest), nothing)).toEqual([])
  })

  it('is expected for ids and redirect URLs of two projects, and for what was marked', () => {
    const left = side({
      organizations: [organization('a', { label: 'Same' })],
      oidc: [connection('c', { client_id: 'x', organization_id: 'a' }), connection('e')],
    })
    const right = side(
      {
        organizations: [organization('b', { label: 'Same' })],
        oidc: [connection('d', { client_id: 'y', label: 'Label of c', organization_id: 'b' })],
      },
      'other',
    )
    const found = [
      'organization a b domains: differs',
      'connection oidc:c oidc:d issuer_url: differs',
      'connection oidc:c oidc:d client_id: differs',
      'connection oidc:c oidc:d x_unknown: differs',
      'connection oidc:e -: left',
    ]
    expect(open(left, right, between)).toEqual(found)
    let memory: PairMemory = between
    const keys = { left: 'oidc:c', right: 'oidc:d' }
    memory = withExpected(memory, { kind: 'connection', field: 'client_id', ...keys }, true)
    memory = withExpected(memory, { kind: 'connection', field: 'issuer_url' }, true)
    memory = withExpected(
      memory,
      { kind: 'connection', field: '', left: 'oidc:e', right: '' },
      true,
    )
    expect(open(left, right, memory)).toEqual([found[0], found[3]])
    expect(open(right, left, turned(memory))).toHaveLength(2)
    expect(
      open(left, right, withExpected(memory, { kind: 'connection', field: 'issuer_url' }, false)),
    ).toHaveLength(3)
  })

  it('is expected where a rule makes one value of the other, in the rule’s direction only', () => {
    const left = side({ oidc: [connection('c', { issuer_url: 'https://a.preview.example' })] })
    const right = side({ oidc: [connection('c', { issuer_url: 'https://a.example' })] })
    const rule = { what: 'issuer', from: '.preview.example', to: '.example' } as const
    expect(open(left, right, { ...nothing, forward: [rule] })).toEqual([])
    expect(open(left, right, { ...nothing, backward: [rule] })).toHaveLength(1)
    expect(open(right, left, turned({ ...nothing, forward: [rule] }))).toEqual([])
  })
})

describe('the list', () => {
  const left = side({
    organizations: [organization('o', { label: 'Meadowlark' })],
    oidc: [connection('c', { organization_id: 'o', client_id: 'left' }), connection('only')],
  })
  const right = side({
    organizations: [organization('o', { label: 'Meadowlark' })],
    oidc: [connection('c', { organization_id: 'o', client_id: 'right' })],
  })
  const comparison = compare(
    left,
    right,
    withExpected(nothing, { kind: 'connection', field: 'client_id' }, true),
  )
  const names = (words: string, states: readonly (typeof rowStates)[number][]) =>
    compareRows(comparison, { words, states }).rows.map((row) =>
      row.type === 'entity' ? row.label : `${row.name}: ${row.left ?? ''} | ${row.right ?? ''}`,
    )

  it('holds differences by entity, and counts what it leaves out', () => {
    const { counts } = compareRows(comparison, { words: '', states: ['differs', 'left', 'right'] })
    expect(counts).toMatchObject({ differs: 0, left: 1, right: 0, expected: 1 })
    expect(counts.same).toBeGreaterThan(5)
    expect(names('', ['differs', 'left', 'right'])).toEqual(['Label of only'])
    expect(names('', ['expected'])).toEqual(['Label of c', 'Client ID: left | right'])
  })

  it('finds one that is named otherwise on the other side by both names', () => {
    const pair = compare(
      side({ oidc: [connection('c', { label: 'Mine' })] }),
      side({ oidc: [connection('c', { label: 'Theirs' })] }),
      nothing,
    )
    const found = (words: string) =>
      compareRows(pair, { words, states: ['differs'] }).rows.filter(({ type }) => type === 'entity')
    expect(found('theirs')).toMatchObject([{ label: 'Mine', otherLabel: 'Theirs' }])
    expect(found('mine')).toHaveLength(1)
  })

  it('finds words in values, and by the name of the organization', () => {
    expect(names('RIGHT', [...rowStates])).toEqual(['Label of c', 'Client ID: left | right'])
    expect(names('meadowlark client', ['expected'])).toEqual([
      'Label of c',
      'Client ID: left | right',
    ])
    expect(names('nowhere', [...rowStates])).toEqual([])
  })

  it('shows no value that may be a secret', () => {
    const unsafe = side({ oidc: [connection('c', { issuer_url: 'https://u:hunter2@a.example' })] })
    const found = compare(unsafe, right, nothing)
    const [entity] = found.entities
    const shown = [
      compareRows(found, { words: '', states: [...rowStates] }),
      wholeEntity(found, entity?.id ?? ''),
    ]
    expect(JSON.stringify(shown)).not.toContain('hunter2')
    expect(JSON.stringify(shown)).toContain('Issuer URL')
    // A known field may have a member that sounds like a secret, such as `id_token`.
    const claims = side({
      oidc: [connection('c', { requested_claims: { id_token: { email: null } } })],
    })
    const rows = compareRows(compare(claims, right, nothing), { words: '', states: ['left'] })
    expect(JSON.stringify(rows)).toContain('email')
  })
})

describe('SCIM clients', () => {
  const left = side({
    organizations: [organization('a'), organization('b')],
    oidc: [connection('c', { organization_id: 'a' })],
    scimClients: [
      scimEntry('one', 'a', { label: 'Okta', authorization_header_secret: 'canary' }),
      scimEntry('two', 'b', { label: 'Entra' }),
      scimEntry('three', 'b', { label: 'People' }),
    ],
  })
  const right = side(
    {
      organizations: [organization('x', { label: 'Label a' }), organization('b')],
      scimClients: [
        scimEntry('three', 'b', { label: 'Renamed', state: 'disabled' }),
        scimEntry('uno', 'x', { label: 'OKTA' }),
        scimEntry('due', 'b', { label: 'Other', proxy_scim_server_url: 'https://p.example' }),
      ],
    },
    'another-project',
  )

  it('belong together by client id, by label, and as the only one of an organization', () => {
    expect(matches(left, right, between)).toEqual([
      'a x label',
      'oidc:c - ',
      'one uno label',
      'b b id',
      'two due organization',
      'three three id',
    ])
    expect(open(left, right, between)).toEqual([
      'organization a x domains: differs',
      'connection oidc:c -: left',
      'scim-client one uno label: differs',
      'scim-client two due label: differs',
      'scim-client two due proxy_scim_server_url: right',
      'scim-client three three label: differs',
      'scim-client three three state: differs',
    ])
    // In a file one with another client id is another client.
    expect(matches(left, right, between, 'id')).toContain('two - ')
  })

  it('stand as rows below their organization, without their secret', () => {
    const comparison = compare(left, right, between)
    const { rows } = compareRows(comparison, { words: '', states: [...rowStates] })
    const entities = rows.filter((row) => row.type === 'entity')
    expect(entities.map(({ kind, label }) => `${kind} ${label}`)).toEqual([
      'organization Label a',
      'connection Label of c',
      'scim-client Okta',
      'organization Label b',
      'scim-client Entra',
      'scim-client People',
      'method All OIDC connections',
      'method All SAML connections',
    ])
    expect(entities[2]).toMatchObject({ organization: 'Label a', otherLabel: 'OKTA' })
    expect(JSON.stringify(rows)).not.toContain('canary')
    expect(JSON.stringify(rows)).not.toContain('authorization_header_secret')
  })

  it('are matched and told apart by hand', () => {
    const pair = { kind: 'scim-client', left: 'one', right: 'due' } as const
    expect(matches(left, right, withMatch(between, pair))).toContain('one due hand')
    const apart = { kind: 'scim-client', left: 'three', right: 'three' } as const
    expect(matches(left, right, withoutMatch(between, apart))).not.toContain('three three id')
  })

  it('are no difference where one side does not say which it has', () => {
    const silent = side({ organizations: [organization('a'), organization('b')] })
    for (const [one, other] of [
      [left, silent],
      [silent, left],
    ] as const) {
      const { rows } = compareRows(compare(one, other, nothing), {
        words: '',
        states: [...rowStates],
      })
      expect(rows.filter(({ kind }) => kind === 'scim-client')).toEqual([])
    }
    // What the left side has is known, for a take tells why it stays behind.
    const { entities } = compare(left, silent, nothing)
    expect(entities.filter(({ unread }) => unread).map((item) => item.left?.key)).toEqual([
      'one',
      'two',
      'three',
    ])
  })
})
