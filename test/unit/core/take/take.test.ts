import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { compare } from '../../../../src/core/compare/compare'
import { firstMemory, type PairMemory } from '../../../../src/core/compare/memory'
import { isOpen, rowStates } from '../../../../src/core/compare/rows'
import type { Substitution } from '../../../../src/core/compare/substitution'
import { intentChangesOf } from '../../../../src/core/draft/edits'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { moveManyIntents, noIntents, type Intents } from '../../../../src/core/intents/intents'
import type { JsonObject } from '../../../../src/core/model/json'
import { contentHash, toMapperUrl } from '../../../../src/core/model/mapper-text'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { allChoices } from '../../../../src/core/take/choices'
import { neededTexts, planTake, takenEdits, type TakeChoice } from '../../../../src/core/take/take'
import { isTakeable } from '../../../../src/core/take/takeable'
import { draftWith } from '../../../support/states/draft-with'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const between = firstMemory(false)
const text = '{ identity: { traits: {} } }'
const stored = `https://store.example/${contentHash(new TextEncoder().encode(text))}.jsonnet`
const target = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  summary: { ...snapshot.summary, slug: 'another-project', environment: 'production' },
})

interface Scene {
  readonly left: Snapshot
  readonly right: Snapshot
  readonly intents?: Intents
  readonly memory?: PairMemory
  readonly chosen?: readonly TakeChoice[]
}

function comparisonOf({ left, right, intents = noIntents, memory = between }: Scene) {
  return compare(setUpOf(left), setUpOf(right, intents), memory)
}

/** Plans a promotion into a draft; without a choice, of each difference as if somebody had chosen it. */
function promote(scene: Scene) {
  const { right, intents = noIntents, memory = between } = scene
  const comparison = comparisonOf(scene)
  const chosen =
    scene.chosen ??
    allChoices(comparison, { words: '', states: [...rowStates] }).map(
      ({ all: _all, ...choice }) => choice,
    )
  let made = 0
  const items = planTake({
    comparison,
    chosen,
    substitutions: memory.forward,
    texts: new Map([[stored, text]]),
    copy: workingCopy(right, intents),
    newKey: () => `new:${Object.keys(intents.organization).length}-${(made += 1)}`,
  })
  const edits = takenEdits(items)
  const changes = edits.flatMap((edit) => intentChangesOf(right, intents, edit))
  return { items, edits, after: moveManyIntents(intents, changes, 'forward') }
}

/** Differences that nobody expects and that could be promoted. */
const left = (scene: Scene) =>
  comparisonOf(scene).entities.flatMap((entity) => {
    const name = `${entity.kind} ${entity.left?.key ?? '-'}`
    if (!entity.left) return []
    if (!entity.right) return entity.kind === 'method' ? [] : [name]
    return entity.fields
      .filter((item) => isOpen(item) && isTakeable(entity.kind, item.field))
      .map(({ field }) => `${name} ${field}`)
  })

const organization = (id: string, more: JsonObject = {}) => ({
  id,
  label: `Label of ${id}`,
  domains: [`${id}.example`],
  ...more,
})

const name = fc.stringMatching(/^[a-z]{1,4}$/)
const value = fc.constantFrom('a', 'b', 'https://x.preview.example', '')
const scopes = fc.subarray(['openid', 'email', 'debug', 'groups'])
/** A project of a few organizations, connections and SCIM clients, whose names often meet those of another one. */
const arbitraryProject = (prefix: string): fc.Arbitrary<Snapshot> =>
  fc
    .record({
      organizations: fc.uniqueArray(name, { maxLength: 4 }),
      connections: fc.uniqueArray(
        fc.record({
          id: name,
          label: name,
          place: fc.nat(4),
          issuer: value,
          client: value,
          scopes,
          pkce: fc.option(fc.constantFrom('auto', 'force'), { nil: undefined }),
        }),
        { maxLength: 5, selector: ({ id }) => id },
      ),
      clients: fc.uniqueArray(
        fc.record({
          id: name,
          label: name,
          place: fc.nat(4),
          state: fc.constantFrom('enabled', 'disabled'),
          proxy: value,
        }),
        { maxLength: 4, selector: ({ id }) => id },
      ),
      lifespan: fc.option(fc.constant('8h'), { nil: undefined }),
    })
    .map(({ organizations, connections, clients, lifespan }) =>
      snapshotOf({
        organizations: organizations.map((id) =>
          organization(`${prefix}${id}`, {
            label: id,
            domains: [`${id}.staging.example`],
            ...(lifespan ? { session_lifespan: lifespan } : {}),
          }),
        ),
        oidc: connections.map((item) => {
          const place = organizations[item.place]
          const { x_unknown: _other, ...entry } = connection(item.id, {
            label: item.label,
            issuer_url: item.issuer,
            client_id: item.client,
            scope: item.scopes,
            mapper_url: stored,
            client_secret: 'canary-secret',
            ...(item.pkce ? { pkce: item.pkce } : {}),
            ...(place === undefined ? {} : { organization_id: `${prefix}${place}` }),
          })
          return entry
        }),
        scimClients: clients.flatMap((item) => {
          const place = organizations[item.place]
          if (place === undefined) return []
          const { id, label, state, proxy } = item
          const more = { label, state, mapper_url: stored, proxy_scim_server_url: proxy }
          return [scimEntry(id, `${prefix}${place}`, more)]
        }),
      }),
    )
const rules: Substitution[] = [
  { what: 'issuer', from: '.preview.example', to: '.example' },
  { what: 'domain-suffix', from: 'staging.example', to: 'example' },
  { what: 'scope', from: 'debug', to: '' },
]

describe('a whole set-up', () => {
  test('promoted leaves no difference, and promoted again changes nothing', () => {
    fc.assert(
      fc.property(
        arbitraryProject('l-'),
        arbitraryProject('r-'),
        fc.boolean(),
        (one, other, byRules) => {
          const memory = byRules ? { ...between, forward: rules } : between
          const scene = { left: one, right: target(other), memory }
          const first = promote(scene)
          const held = first.items.flatMap(({ heldBack, label }) => heldBack ?? label)
          expect(JSON.stringify(first.edits)).not.toContain('canary-secret')
          const again = { ...scene, intents: first.after }
          // Names may have come to be the same by the promotion, so that what belonged together is unclear.
          if (first.items.every(({ heldBack }) => heldBack === undefined)) {
            expect(left(again), held.join()).toEqual([])
          }
          expect(promote(again).edits).toEqual([])
        },
      ),
    )
  })

  test('is compared as the same once it was promoted, but for what stays behind', () => {
    fc.assert(
      fc.property(arbitraryProject('l-'), arbitraryProject('r-'), (one, other) => {
        const scene = { left: one, right: target(other) }
        const { items, after } = promote(scene)
        const skipped = new Set(items.flatMap(({ id, heldBack }) => (heldBack ? [id] : [])))
        if (skipped.size > 0) return
        const { entities } = comparisonOf({ ...scene, intents: after })
        const clients = entities.filter(({ kind, left: item }) => kind === 'scim-client' && item)
        for (const { right, fields } of clients) {
          expect(right).toBeDefined()
          expect(fields.filter(isOpen)).toEqual([])
        }
      }),
    )
  })

  test('taken into an equal project changes nothing', () => {
    fc.assert(
      fc.property(arbitraryProject('l-'), (one) => {
        expect(promote({ left: one, right: target(one) }).edits).toEqual([])
      }),
    )
  })

  test('a later change is promoted alone', () => {
    const scene = {
      left: snapshotOf({
        organizations: [organization('a'), organization('b')],
        oidc: [connection('c', { organization_id: 'a' }), connection('d')],
      }),
      right: target(snapshotOf({})),
    }
    const first = promote(scene)
    const later = snapshotOf({
      organizations: [organization('a'), organization('b')],
      oidc: [connection('c', { organization_id: 'a', pkce: 'force' }), connection('d')],
    })
    const { edits } = promote({ ...scene, left: later, intents: first.after })
    expect(edits).toHaveLength(1)
    expect(edits[0]).toMatchObject({ kind: 'set-field', field: 'pkce', value: 'force' })
  })
})

describe('what is chosen', () => {
  const one = snapshotOf({
    organizations: [organization('a', { domains: ['a.staging.example'], created_at: 'then' })],
    oidc: [
      connection('new', {
        organization_id: 'a',
        issuer_url: 'https://a.preview.example',
        mapper_url: stored,
        client_secret: 'canary-secret',
        x_unknown: { introspection_token: 'canary' },
        x_plain: 1,
      }),
      connection('there', { client_id: 'staging', x_unknown: { other: 1 } }),
    ],
  })
  const other = target(
    snapshotOf({ oidc: [connection('there', { client_id: 'production', pkce: 'auto' })] }),
  )

  it('becomes new entities with mapped organizations, texts and rules, and without secrets', () => {
    const memory = { ...between, forward: rules }
    const { items, edits } = promote({ left: one, right: other, memory })
    expect(edits).toEqual([
      {
        kind: 'create-organization',
        key: 'new:0-1',
        fields: { label: 'Label of a', domains: ['a.example'] },
      },
      expect.objectContaining({ kind: 'create-connection', key: 'new:0-2', protocol: 'oidc' }),
      expect.objectContaining({ field: 'client_id', value: 'staging' }),
      expect.objectContaining({ field: 'pkce' }),
      expect.objectContaining({ field: 'x_unknown', value: { other: 1 } }),
    ])
    expect(edits[3]).not.toHaveProperty('value')
    const [, made] = edits
    expect(made?.kind === 'create-connection' && made.fields).toEqual({
      id: 'new',
      label: 'Label of new',
      provider: 'generic',
      organization_id: 'new:0-1',
      issuer_url: 'https://a.example',
      client_id: 'client-new',
      mapper_url: toMapperUrl(text),
      scope: ['openid'],
      x_plain: 1,
    })
    expect(items[1]).toMatchObject({
      toType: ['client_secret'],
      skipped: [{ field: 'x_unknown', why: 'secret' }],
    })
    const issuer = items[1]?.fields.find(({ field }) => field === 'issuer_url')
    expect(issuer).toMatchObject({
      source: 'https://a.preview.example',
      after: 'https://a.example',
      by: [0],
    })
  })

  it('is single fields, and unknown members as a whole', () => {
    const chosen = [
      { kind: 'connection', key: 'oidc:there', fields: ['client_id', 'x_unknown'] },
    ] as const
    const { edits } = promote({ left: one, right: other, chosen })
    expect(edits).toEqual([
      fieldEdit({ kind: 'connection', key: 'oidc:there' }, 'client_id', 'staging'),
      expect.objectContaining({ field: 'x_unknown', value: { other: 1 } }),
    ])
    const back = promote({
      left: target(other),
      right: one,
      chosen: [{ kind: 'connection', key: 'oidc:there', fields: ['x_plain'] }],
    })
    expect(back.edits).toEqual([])
  })

  it('is held back without its organization, and without its text', () => {
    const chosen = [{ kind: 'connection', key: 'oidc:new' }] as const
    const alone = promote({ left: one, right: other, chosen })
    expect(alone.edits).toEqual([])
    expect(alone.items[0]?.heldBack).toContain('neither in the project nor copied')
    const comparison = comparisonOf({ left: one, right: other })
    expect([...neededTexts({ comparison, chosen })]).toEqual([[stored, 'mapper']])
    const unread = planTake({
      comparison,
      chosen: [...chosen, { kind: 'organization', key: 'a' }],
      substitutions: [],
      texts: new Map(),
      copy: workingCopy(other, noIntents),
      newKey: () => 'new:x',
    })
    expect(unread.find(({ kind }) => kind === 'connection')?.heldBack).toContain('cannot be read')
  })

  it('gets a new id where the target has the id for something else', () => {
    const memory: PairMemory = {
      ...between,
      apart: [{ kind: 'connection', left: 'oidc:there', right: 'oidc:there' }],
    }
    const chosen = [{ kind: 'connection', key: 'oidc:there' }] as const
    const apart = {
      left: snapshotOf({ oidc: [connection('there', { label: 'Else', client_id: 'x' })] }),
      right: other,
      memory,
      chosen,
    }
    const [edit] = promote(apart).edits
    expect(edit?.kind === 'create-connection' && edit.fields['id']).toBe('there-2')
  })

  it('is never an id, a redirect URL or the switch of a method, and settings only by themselves', () => {
    for (const field of ['id', 'redirect_url', 'enabled', 'client_secret', 'auto_link']) {
      expect(isTakeable('connection', field)).toBe(false)
    }
    expect(isTakeable('organization', 'x_more')).toBe(false)
    const settings = {
      left: snapshotOf({}),
      right: target({
        ...snapshotOf({}),
        project: JSON.parse(
          JSON.stringify(snapshotOf({}).project).replace('login.customer', 'login.other'),
        ),
      }),
    }
    expect(promote(settings).edits).toEqual([])
    const chosen = [{ kind: 'method', key: 'oidc', fields: ['base_redirect_uri'] }] as const
    expect(promote({ ...settings, chosen }).edits).toMatchObject([
      { target: { kind: 'method', key: 'oidc' }, value: 'https://login.customer.example' },
    ])
  })
})

describe('what becomes of single members', () => {
  const skippedOf = (scene: Scene) =>
    promote(scene).items.map(({ skipped }) => skipped.map(({ field, why }) => `${field}: ${why}`))

  it('a person asked for by name is told, where it is the target’s own', () => {
    const left = snapshotOf({
      oidc: [connection('a', { label: 'Left', redirect_url: 'https://l' })],
    })
    const right = target(snapshotOf({ oidc: [connection('a', { redirect_url: 'https://r' })] }))
    const chosen = [
      { kind: 'connection', key: 'oidc:a', fields: ['label', 'redirect_url'] },
    ] as const
    expect(skippedOf({ left, right, chosen })).toEqual([['redirect_url: own']])
    // Even where people expect it to be the same.
    for (const memory of [between, { ...between, expected: [] }]) {
      const whole = [{ kind: 'connection', key: 'oidc:a' }] as const
      expect(skippedOf({ left, right, chosen: whole, memory })).toEqual([[]])
    }
  })

  it('go to no connection whose id is there twice', () => {
    const left = snapshotOf({ oidc: [connection('a', { label: 'New' })] })
    const twice = target(snapshotOf({ oidc: [connection('a'), connection('a')] }))
    const chosen = [{ kind: 'connection', key: 'oidc:a' }] as const
    expect(promote({ left, right: twice, chosen })).toMatchObject({
      edits: [],
      items: [{ heldBack: 'The project has more than one connection with this ID' }],
    })
    // Nor where one of the two is known by its label.
    const labelled = ['Mine', 'Other'].map((label) => connection('b', { label }))
    const [item] = promote({
      left: snapshotOf({ oidc: [connection('a', { label: 'Mine', pkce: 'force' })] }),
      right: target(snapshotOf({ oidc: labelled })),
    }).items
    expect(item).toMatchObject({
      what: 'edit',
      heldBack: 'The project has more than one connection with this ID',
      edits: [],
    })
  })

  it('the server makes is no loss, and what the app does not know of an organization stays', () => {
    const more = { created_at: 'then', project_id: 'p', x_more: 1, x_token: 'canary' }
    const left = snapshotOf({ organizations: [organization('a', more)] })
    const there = snapshotOf({
      organizations: [organization('a', { x_more: 2, created_at: 'now' })],
    })
    const made = promote({ left, right: target(snapshotOf({})) })
    expect(made.items[0]?.skipped.toSorted((a, b) => a.field.localeCompare(b.field))).toEqual([
      { field: 'x_more', why: 'unknown' },
      { field: 'x_token', why: 'secret' },
    ])
    expect(skippedOf({ left, right: target(there) })).toEqual([['x_more: unknown']])
  })

  it('of a SAML connection are known by its own table', () => {
    const saml = [{ id: 's', label: 'S', raw_idp_metadata_xml: 'https://idp.example/metadata' }]
    const other = [{ id: 's', label: 'S' }]
    const { edits, items } = promote({
      left: snapshotOf({ saml }),
      right: target(snapshotOf({ saml: other })),
    })
    expect(edits).toMatchObject([
      {
        target: { key: 'saml:s' },
        field: 'raw_idp_metadata_xml',
        value: saml[0]?.raw_idp_metadata_xml,
      },
    ])
    expect(items.flatMap(({ skipped }) => skipped)).toEqual([])
    // Only the target has it: it is taken away as a field that the app knows.
    const back = promote({ left: snapshotOf({ saml: other }), right: target(snapshotOf({ saml })) })
    expect(back.edits).toEqual([
      fieldEdit({ kind: 'connection', key: 'saml:s' }, 'raw_idp_metadata_xml'),
    ])
  })

  it('only the target has, and the app does not know, stay there', () => {
    const left = snapshotOf({ oidc: [connection('c')] })
    const right = target(snapshotOf({ oidc: [connection('c', { x_more: 1 })] }))
    expect(promote({ left, right }).edits).toEqual([])
    expect(skippedOf({ left, right })).toEqual([['x_more: removal']])
  })

  it('is sent and never shown go along with a whole connection, new or not', () => {
    const left = snapshotOf({
      oidc: [connection('c', { auto_link: true, client_secret: 'canary' })],
    })
    const chosen = [{ kind: 'connection', key: 'oidc:c' }] as const
    const made = promote({ left, right: target(snapshotOf({})), chosen }).edits
    expect(made).toMatchObject([{ kind: 'create-connection', fields: { auto_link: true } }])
    const right = target(snapshotOf({ oidc: [connection('c')] }))
    expect(promote({ left, right, chosen }).edits).toEqual([
      fieldEdit({ kind: 'connection', key: 'oidc:c' }, 'auto_link', true),
    ])
    expect(JSON.stringify(made)).not.toContain('canary')
  })

  it('of a connection may hold a secret stay, by their name and by their value', () => {
    const more = { x_api_key: 'canary', x_plain: 'https://user:canary@host.example' }
    const left = snapshotOf({ oidc: [connection('c', more)] })
    expect(skippedOf({ left, right: target(snapshotOf({})) })[0]?.toSorted()).toEqual([
      'x_api_key: secret',
      'x_plain: secret',
    ])
  })
})

describe('an item', () => {
  const both = {
    left: snapshotOf({
      organizations: [organization('a')],
      oidc: [connection('c', { organization_id: 'a' }), connection('d')],
    }),
    right: target(snapshotOf({ oidc: [connection('d', { client_id: 'other' })] })),
  }

  it('goes alone only where it needs no other one', () => {
    const { items } = promote(both)
    const [made, linked, changed] = items
    expect(items.map(({ what, needs }) => [what, needs])).toEqual([
      ['create', undefined],
      ['create', made?.id],
      ['edit', undefined],
    ])
    const kinds = (...chosen: (typeof made)[]) =>
      takenEdits(items, new Set(chosen.map((item) => item?.id ?? ''))).map(({ kind }) => kind)
    expect(kinds(linked)).toEqual([])
    expect(kinds(made, linked)).toEqual(['create-organization', 'create-connection'])
    expect(kinds(changed)).toEqual(['set-field'])
    expect(takenEdits(items)).toHaveLength(3)
  })

  it('says what to type: the secrets of its kind', () => {
    const apple = connection('apple', { provider: 'apple' })
    const left = snapshotOf({ oidc: [apple, connection('plain')] })
    const { items } = promote({ left, right: target(snapshotOf({})) })
    expect(items.map(({ toType }) => toType)).toEqual([['apple_private_key'], ['client_secret']])
    expect(promote(both).items.map(({ toType }) => toType)).toEqual([[], ['client_secret'], []])
    const [held] = promote({ ...both, chosen: [{ kind: 'connection', key: 'oidc:c' }] }).items
    expect(held).toMatchObject({ heldBack: expect.any(String), toType: [] })
  })

  it('tells how each field was and will be', () => {
    const [item] = promote({
      ...both,
      chosen: [{ kind: 'connection', key: 'oidc:d', fields: ['client_id'] }],
    }).items
    expect(item?.fields).toStrictEqual([
      { field: 'client_id', before: 'other', source: 'client-d', after: 'client-d', by: [] },
    ])
    const right = target(
      snapshotOf({
        organizations: [organization('a')],
        oidc: [connection('c', { pkce: 'force' })],
      }),
    )
    const [linked] = promote({
      left: both.left,
      right,
      chosen: [{ kind: 'connection', key: 'oidc:c', fields: ['organization_id', 'pkce'] }],
    }).items
    expect(linked?.fields).toStrictEqual([
      { field: 'organization_id', source: 'a', after: 'a', by: [] },
      { field: 'pkce', before: 'force', by: [] },
    ])
    const [made] = promote({
      left: snapshotOf({ oidc: [connection('m', { mapper_url: stored })] }),
      right: target(snapshotOf({})),
    }).items
    expect(made?.fields.find(({ field }) => field === 'mapper_url')).toStrictEqual({
      field: 'mapper_url',
      source: stored,
      after: toMapperUrl(text),
      by: [],
    })
  })

  it('that links to an organization of the target by its id, or to nothing, goes without another', () => {
    const right = target(snapshotOf({ organizations: [organization('a')] }))
    const left = snapshotOf({
      oidc: [connection('c', { organization_id: 'a' }), connection('d', { organization_id: '' })],
    })
    const { items } = promote({ left, right })
    expect(items.map(({ heldBack, needs }) => [heldBack, needs])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ])
    expect(items.map(({ edits: [edit] }) => edit)).toMatchObject([
      { fields: { organization_id: 'a' } },
      { fields: { id: 'd' } },
    ])
  })

  it('does not go to an organization that the draft deletes', () => {
    const right = target(snapshotOf({ organizations: [organization('a')] }))
    const { intents } = draftWith(right, [
      { kind: 'delete-organization', key: 'a', connections: 'detach' },
    ])
    const left = snapshotOf({ oidc: [connection('c', { organization_id: 'a' })] })
    expect(promote({ left, right, intents }).items[0]?.heldBack).toContain('everybody')
  })
})

describe('what each environment has of its own', () => {
  const preview = { label: 'Okta (preview)', issuer_url: 'https://acme.preview.example' }
  const live = { label: 'Okta', issuer_url: 'https://acme.example', pkce: 'force' }
  const scene = {
    left: snapshotOf({ oidc: [connection('c', { ...preview, client_id: 'p', pkce: 'auto' })] }),
    right: target(snapshotOf({ oidc: [connection('c', { ...live, client_id: 'l' })] })),
  }
  const taken = (choice: Partial<TakeChoice>, memory = between) => {
    const chosen = [{ kind: 'connection', key: 'oidc:c', ...choice } as const]
    const [item] = promote({ ...scene, memory, chosen }).items
    return [
      item?.fields.map(({ field }) => field),
      item?.skipped.map(({ field, why }) => `${field} ${why}`),
    ]
  }
  const fields = ['label', 'issuer_url', 'client_id', 'pkce']

  it('does not go with all, and is named', () => {
    expect(taken({ fields, all: true })).toEqual([
      ['pkce'],
      ['label environment', 'issuer_url environment', 'client_id environment'],
    ])
  })

  it('goes where somebody chose it by itself, or where a substitution makes it', () => {
    expect(taken({ fields: ['label', 'client_id'] })[0]).toEqual(['label', 'client_id'])
    const forward = [{ what: 'issuer' as const, from: 'acme.preview', to: 'acme.live' }]
    expect(taken({ fields, all: true }, { ...between, forward })[0]).toEqual(['issuer_url', 'pkce'])
  })
})

describe('what stays in the source', () => {
  const cut = { ...snapshotOf({ oidc: [connection('c', { x_limits: { a: 1 } })] }) }
  const left: Snapshot = { ...cut, cut: { 'oidc:c': ['x_limits'] } }
  const held = { field: 'x_limits', why: 'secret' }

  it('is what the app has a part of only, of a new connection', () => {
    const [item] = promote({ left, right: target(snapshotOf({})) }).items
    expect(item?.fields.map(({ field }) => field)).not.toContain('x_limits')
    expect(item?.skipped).toEqual([held])
  })

  it('is told of one that is there where it was asked for, by its name or with all', () => {
    const right = target(snapshotOf({ oidc: [connection('c', { label: 'Other' })] }))
    const skippedOf = (choice: Partial<TakeChoice>) =>
      promote({
        left,
        right,
        chosen: [{ kind: 'connection', key: 'oidc:c', ...choice }],
      }).items.map(({ skipped }) => skipped)
    expect(skippedOf({ fields: ['label'] })).toEqual([[]])
    expect(skippedOf({ fields: ['label', 'x_limits'] })).toEqual([[held]])
    expect(skippedOf({ fields: ['pkce'], all: true })).toEqual([[held]])
    expect(skippedOf({})).toEqual([[]])
  })

  it('is an address with a password, of a field that the app knows', () => {
    const issuer = { issuer_url: 'https://user:canary@idp.example' }
    const { edits, items } = promote({
      left: snapshotOf({ oidc: [connection('c', issuer)] }),
      right: target(snapshotOf({})),
    })
    expect(items[0]?.skipped).toEqual([{ field: 'issuer_url', why: 'secret' }])
    expect(JSON.stringify(edits)).not.toContain('canary')
  })

  it('is no id: the same one may be taken by a connection of the other protocol', () => {
    const { edits } = promote({
      left: snapshotOf({ saml: [{ id: 'x', label: 'New' }] }),
      right: target(snapshotOf({ oidc: [connection('x')] })),
    })
    expect(edits).toMatchObject([{ protocol: 'saml', fields: { id: 'x' } }])
  })
})

describe('all that a filter shows', () => {
  const comparison = comparisonOf({
    left: snapshotOf({
      oidc: [connection('new'), connection('both', { label: 'Left', pkce: 'auto' })],
    }),
    right: target(
      snapshotOf({
        oidc: [connection('both', { label: 'Right', pkce: 'force' }), connection('theirs')],
      }),
    ),
  })
  const shown = (...states: (typeof rowStates)[number][]) =>
    allChoices(comparison, { words: '', states })

  it('is whole connections that are missing, and the fields that differ of others', () => {
    const whole = { kind: 'connection', key: 'oidc:new' }
    const fields = { kind: 'connection', key: 'oidc:both', fields: ['label', 'pkce'], all: true }
    expect(shown('left')).toEqual([whole])
    expect(shown('differs')).toEqual([fields])
    expect(shown(...rowStates)).toEqual([whole, fields])
  })

  it('is nothing of what is the same, expected or there alone', () => {
    expect(shown('same', 'expected', 'right')).toEqual([])
  })
})

describe('what a take needs first', () => {
  it('are organizations, then connections, whatever the order of the comparison', () => {
    const left = snapshotOf({
      organizations: [organization('a'), organization('b')],
      oidc: [connection('c', { organization_id: 'a' })],
    })
    const { items } = promote({ left, right: target(snapshotOf({})) })
    expect(items.map(({ kind }) => kind)).toEqual(['organization', 'organization', 'connection'])
  })

  it('are the stored texts of what differs, each by its kind', () => {
    const saml = [
      { id: 's', label: 'S', raw_idp_metadata_xml: stored, mapper_url: 'base64://e30=' },
    ]
    const left = snapshotOf({
      saml,
      oidc: [connection('c', { mapper_url: stored, client_id: 'x' })],
    })
    const right = target(snapshotOf({ oidc: [connection('c', { mapper_url: stored })] }))
    const needed = neededTexts({ comparison: comparisonOf({ left, right }), chosen: 'all' })
    expect([...needed]).toEqual([[stored, 'metadata']])
    const all = snapshotOf({ oidc: [connection('c', { mapper_url: stored, label: stored })] })
    const scene = { left: all, right: target(snapshotOf({})) }
    expect([...neededTexts({ comparison: comparisonOf(scene), chosen: 'all' })]).toEqual([
      [stored, 'mapper'],
    ])
  })
})

describe('one connection that is there, with its fields by name', () => {
  const field = (name: string, ...fields: string[]): TakeChoice[] => [
    { kind: 'connection', key: `oidc:${name}`, fields },
  ]
  const withLabel = (id: string, label: string, more: JsonObject = {}) =>
    connection(id, { label, ...more })

  it('needs no organization that is made where its link stays', () => {
    const left = snapshotOf({
      organizations: [organization('n')],
      oidc: [withLabel('a', 'Left', { organization_id: 'n' })],
    })
    const right = target(snapshotOf({ oidc: [withLabel('a', 'Right')] }))
    const chosen = (...fields: string[]): TakeChoice[] => [
      { kind: 'organization', key: 'n' },
      ...field('a', ...fields),
    ]
    const [made, label] = promote({ left, right, chosen: chosen('label') }).items
    expect(label).not.toHaveProperty('needs')
    const linked = promote({ left, right, chosen: chosen('organization_id') }).items[1]
    expect(linked?.needs).toBe(made?.id)
  })

  it('leaves its organization where the source has none', () => {
    const right = target(
      snapshotOf({
        organizations: [organization('o')],
        oidc: [connection('a', { organization_id: 'o' })],
      }),
    )
    for (const none of [connection('a', { organization_id: '' }), connection('a')]) {
      const left = snapshotOf({ oidc: [none] })
      expect(promote({ left, right, chosen: field('a', 'organization_id') }).edits).toStrictEqual([
        fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'organization_id'),
      ])
    }
  })

  it('gets an ID of its own where one has it whose organization alone the draft deletes', () => {
    const right = target(
      snapshotOf({
        organizations: [organization('o')],
        oidc: [connection('a', { organization_id: 'o' })],
      }),
    )
    const { intents } = draftWith(right, [
      { kind: 'delete-organization', key: 'o', connections: 'detach' },
      fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'organization_id', 'o'),
    ])
    const memory: PairMemory = {
      ...between,
      apart: [{ kind: 'connection', left: 'oidc:a', right: 'oidc:a' }],
    }
    const chosen = [{ kind: 'connection', key: 'oidc:a' }] as const
    const left = snapshotOf({ oidc: [connection('a')] })
    const [item] = promote({ left, right, intents, memory, chosen }).items
    expect(item).not.toHaveProperty('heldBack')
    expect(item?.edits).toMatchObject([{ kind: 'create-connection', fields: { id: 'a-2' } }])
  })

  it('is held back for its organization only where nothing else of it could go', () => {
    const left = snapshotOf({
      oidc: [withLabel('a', 'Left', { organization_id: 'gone', redirect_url: 'https://l' })],
    })
    const right = target(
      snapshotOf({ oidc: [withLabel('a', 'Right', { redirect_url: 'https://r' })] }),
    )
    const [held] = promote({
      left,
      right,
      chosen: field('a', 'organization_id', 'redirect_url'),
    }).items
    expect(held?.heldBack).toContain('neither in the project nor copied')
    expect(new Set(held?.skipped.map(({ why }) => why))).toEqual(new Set(['organization', 'own']))
    const [own] = promote({ left, right, chosen: field('a', 'redirect_url') }).items
    expect(own).toMatchObject({ what: 'skipped', edits: [] })
    expect(own).not.toHaveProperty('heldBack')
    const [some] = promote({ left, right, chosen: field('a', 'organization_id', 'label') }).items
    expect(some).toMatchObject({ what: 'edit', edits: [{ field: 'label', value: 'Left' }] })
  })

  it('is as it should be where the rules make of the source what the target has', () => {
    const left = snapshotOf({
      oidc: [connection('a', { issuer_url: 'https://a.preview.example', client_id: 'left' })],
    })
    const right = target(
      snapshotOf({
        oidc: [connection('a', { issuer_url: 'https://a.example', client_id: 'right' })],
      }),
    )
    const scene = { left, right, memory: { ...between, forward: rules } }
    const [item] = promote({ ...scene, chosen: field('a', 'issuer_url') }).items
    expect(item).toMatchObject({ what: 'same', fields: [], skipped: [], edits: [] })
    expect(item).not.toHaveProperty('by', undefined)
    const all = promote({ ...scene, chosen: [{ kind: 'connection', key: 'oidc:a' }] })
    expect(all.edits).toMatchObject([{ field: 'client_id', value: 'left' }])
  })
})

describe('one that is made', () => {
  it('has the id that it gets first, and nothing of what stays behind', () => {
    const left = snapshotOf({ oidc: [connection('a', { x_token: 'canary' })] })
    const [item] = promote({ left, right: target(snapshotOf({})) }).items
    expect(item?.fields[0]).toEqual({ field: 'id', source: 'a', after: 'a', by: [] })
    expect(item?.fields.map(({ field }) => field)).not.toContain('x_token')
    expect(item?.skipped).toEqual([{ field: 'x_token', why: 'secret' }])
    for (const taken of item?.fields ?? []) expect(taken).not.toHaveProperty('before')
  })

  it('is an organization without a member that nobody knows, which may be a secret by its value', () => {
    const unknown = { x_more: { deep: 'ory_pat_0123456789abcdef' }, x_plain: 'a' }
    const left = snapshotOf({ organizations: [organization('a', unknown)] })
    const [item] = promote({ left, right: target(snapshotOf({})) }).items
    expect(item?.skipped).toEqual([
      { field: 'x_more', why: 'secret' },
      { field: 'x_plain', why: 'unknown' },
    ])
  })
})

test('texts are needed of what differs alone, and of fields that hold texts', () => {
  const other = stored.replace(/[0-9a-f]{2}\.jsonnet/, '00.jsonnet')
  const only = {
    left: snapshotOf({ oidc: [connection('a', { mapper_url: stored })] }),
    right: target(snapshotOf({ oidc: [connection('a', { mapper_url: other })] })),
  }
  expect([...neededTexts({ comparison: comparisonOf(only), chosen: 'all' })]).toEqual([
    [stored, 'mapper'],
  ])
  const left = snapshotOf({
    oidc: [
      connection('same', { mapper_url: other, client_id: 'x' }),
      connection('new', { mapper_url: stored }),
      connection('odd', { mapper_url: 7 }),
    ],
  })
  const right = target(snapshotOf({ oidc: [connection('same', { mapper_url: other })] }))
  const needed = neededTexts({ comparison: comparisonOf({ left, right }), chosen: 'all' })
  expect([...needed]).toEqual([[stored, 'mapper']])
})

test('a filter chooses neither what all connections share nor what never goes', () => {
  const linking = (isOn: boolean) => {
    const snapshot = snapshotOf({
      oidc: [connection('a', { label: String(isOn), redirect_url: String(isOn) })],
    })
    const project = structuredClone(snapshot.project) as any
    project.services.identity.config.selfservice.methods.oidc.enable_auto_link_policy = isOn
    return { ...snapshot, project }
  }
  const memory = { ...between, expected: [] }
  const comparison = comparisonOf({ left: linking(true), right: target(linking(false)), memory })
  expect(allChoices(comparison, { words: '', states: [...rowStates] })).toEqual([
    { kind: 'connection', key: 'oidc:a', fields: ['label'], all: true },
  ])
})

describe('a SCIM client', () => {
  const organizations = [organization('a')]
  const left = snapshotOf({
    organizations,
    scimClients: [
      scimEntry('people', 'a', {
        mapper_url: stored,
        proxy_scim_server_url: 'https://scim.customer.example',
        authorization_header_secret: 'canary-secret',
        x_plain: 1,
        x_more: { token: 'canary' },
      }),
    ],
  })
  const none = target(snapshotOf({ scimClients: [] }))
  const here = target(snapshotOf({ organizations: [organization('b', { label: 'Label of a' })] }))
  const withClients = (...scimClients: readonly JsonObject[]) =>
    target(snapshotOf({ organizations, scimClients }))

  it('comes along with its organization, without its secret, which has to be typed', () => {
    const { items, edits } = promote({ left, right: none })
    expect(edits).toEqual([
      expect.objectContaining({ kind: 'create-organization', key: 'new:0-1' }),
      {
        kind: 'create-scim-client',
        key: 'new:0-2',
        fields: {
          client_id: 'people',
          label: 'Label of people',
          organization_id: 'new:0-1',
          mapper_url: toMapperUrl(text),
          state: 'enabled',
          proxy_scim_server_url: 'https://scim.customer.example',
          x_plain: 1,
        },
      },
    ])
    expect(items[1]).toMatchObject({
      kind: 'scim-client',
      toType: ['authorization_header_secret'],
      needs: items[0]?.id,
      skipped: [{ field: 'x_more', why: 'secret' }],
    })
    expect(JSON.stringify(edits)).not.toContain('canary')
  })

  it('comes by itself to the organization that its own is matched with, and not without one', () => {
    const chosen = [{ kind: 'scim-client', key: 'people' }] as const
    const there = { ...here, scim: { clients: [], readAt: 'then' } }
    expect(promote({ left, right: there, chosen }).edits).toMatchObject([
      { kind: 'create-scim-client', fields: { organization_id: 'b' } },
    ])
    const { edits, items } = promote({ left, right: none, chosen })
    expect(edits).toEqual([])
    expect(items[0]?.heldBack).toContain('a SCIM client needs one')
  })

  it('gets another client id where the target has it for something else', () => {
    const memory: PairMemory = {
      ...between,
      apart: [{ kind: 'scim-client', left: 'people', right: 'people' }],
    }
    const right = withClients(scimEntry('people', 'a', { label: 'Else' }), scimEntry('x', 'a'))
    const chosen = [{ kind: 'scim-client', key: 'people' }] as const
    const [edit] = promote({ left, right, memory, chosen }).edits
    expect(edit?.kind === 'create-scim-client' && edit.fields['client_id']).toBe('people-2')
  })

  it('keeps its client id where a connection of the target has the same', () => {
    const right = target(
      snapshotOf({ organizations, oidc: [connection('people')], scimClients: [] }),
    )
    const chosen = [{ kind: 'scim-client', key: 'people' }] as const
    const [edit] = promote({ left, right, chosen }).edits
    expect(edit?.kind === 'create-scim-client' && edit.fields['client_id']).toBe('people')
  })

  it('is not taken where nobody knows which the target has, and the reason is told', () => {
    const chosen = [
      { kind: 'organization', key: 'a' },
      { kind: 'scim-client', key: 'people' },
    ] as const
    const { edits, items } = promote({ left, right: here, chosen })
    expect(edits.filter(({ kind }) => kind === 'create-scim-client')).toEqual([])
    expect(items[1]?.heldBack).toContain('its server does not show them')
    // A server that was asked and showed none is no other than one that was not asked.
    const refused = { ...here, scim: { clients: [], unread: 'missing' as const } }
    expect(promote({ left, right: refused, chosen }).items[1]?.heldBack).toContain('not known')
  })

  it('is not taken where the draft deletes it, by itself or with its organization', () => {
    const right = withClients(scimEntry('people', 'a'))
    const held = (edit: Parameters<typeof intentChangesOf>[2]) => {
      const intents = moveManyIntents(noIntents, intentChangesOf(right, noIntents, edit), 'forward')
      const chosen = [
        { kind: 'organization', key: 'a' },
        { kind: 'scim-client', key: 'people' },
      ] as const
      return promote({ left, right, intents, chosen }).items.at(-1)?.heldBack
    }
    const expected = 'The draft deletes it: undo that first'
    expect(held({ kind: 'delete-scim-client', key: 'people' })).toBe(expected)
    expect(held({ kind: 'delete-organization', key: 'a', connections: 'detach' })).toBe(expected)
  })

  it('of an ID that several have stays as it is', () => {
    const right = withClients(scimEntry('people', 'a'), scimEntry('people', 'a'))
    const chosen = [{ kind: 'scim-client', key: 'people' }] as const
    const { edits, items } = promote({ left, right, chosen })
    expect(edits).toEqual([])
    expect(items[0]?.heldBack).toBe('The project has more than one SCIM client with this ID')
  })

  it('that is there gets single fields, and what its environment has only by itself', () => {
    const right = withClients(scimEntry('other', 'a', { mapper_url: stored, state: 'disabled' }))
    const all = allChoices(comparisonOf({ left, right }), { words: '', states: [...rowStates] })
    const { edits, items } = promote({ left, right, chosen: all })
    expect(edits).toMatchObject([
      { kind: 'set-field', target: { kind: 'scim-client', key: 'other' }, field: 'state' },
      { field: 'x_plain', value: 1 },
    ])
    expect(items[0]?.skipped).toEqual(
      expect.arrayContaining([
        { field: 'label', why: 'environment' },
        { field: 'proxy_scim_server_url', why: 'environment' },
      ]),
    )
  })
})

test('ACS URLs of one project never go to another, neither with all nor by name', () => {
  const saml = (id: string, of: string): JsonObject => ({
    id,
    label: id,
    mapper_url: 'base64://e30=',
    raw_idp_metadata_xml: 'https://idp.example/metadata',
    acs_url: `https://${of}.example/acs/${id}`,
    additional_acs_urls: [`https://${of}.example/more`],
  })
  const from = snapshotOf({ saml: [saml('both', 'left'), saml('fresh', 'left')] })
  const right = target(snapshotOf({ saml: [saml('both', 'right')] }))
  const fields = ['acs_url', 'additional_acs_urls']
  const chosen = [
    { kind: 'connection', key: 'saml:both', fields },
    { kind: 'connection', key: 'saml:fresh' },
  ] as const
  const [both, fresh] = promote({ left: from, right, chosen }).items
  expect(both?.edits).toEqual([])
  expect(both?.skipped).toEqual(fields.map((field) => ({ field, why: 'own' })))
  expect(fresh?.edits).toMatchObject([{ kind: 'create-connection' }])
  expect(JSON.stringify(fresh?.edits)).not.toContain('left.example')
})
