import { describe, expect, it } from 'vitest'
import {
  confirmationOf,
  confirmationSchema,
  isTyped,
  unconfirmedHarm,
  wordsToType,
} from '../../../../src/core/publish/confirmation'
import { demandOf, isAsked } from '../../../../src/core/publish/demand'
import { consequencesOf } from '../../../../src/core/publish/consequences'
import type { JsonValue } from '../../../../src/core/model/json'
import type { Edit } from '../../../../src/core/draft/edits'
import { draftWith } from '../../../support/states/draft-with'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const nowIso = '2026-11-27T00:00:00.000Z'
const organizations = ['a', 'b', 'c'].map((id) => ({
  id: `o-${id}`,
  label: `Company ${id}`,
  domains: [`${id}.example`],
}))
const plain = snapshotOf({
  oidc: ['a', 'b', 'c'].map((id) => connection(id, { organization_id: `o-${id}` })),
  organizations,
})
const production = { ...plain, summary: { ...plain.summary, environment: 'production' as const } }

const deletionOf = (id: string): Edit => ({ kind: 'delete-connection', key: `oidc:${id}` })
const set = (id: string, field: string, value: string): Edit =>
  fieldEdit({ kind: 'connection', key: `oidc:${id}` }, field, value)

const consequencesIn = (snapshot: typeof plain | typeof production, edits: readonly Edit[]) =>
  consequencesOf(snapshot, draftWith(snapshot, edits).intents, nowIso)

describe('what a publish takes', () => {
  it('is pressed in production, and asks elsewhere about nothing but harm', () => {
    const renamed = [set('a', 'label', 'Renamed')]
    expect(demandOf(consequencesIn(production, renamed))).toEqual({
      isProduction: true,
      harmed: [],
    })
    expect(demandOf(consequencesIn(plain, renamed))).toEqual({ isProduction: false, harmed: [] })
    expect(demandOf(consequencesIn(plain, [deletionOf('a')]))).toEqual({
      isProduction: false,
      harmed: ['a.example'],
    })
  })

  it('is a question in production, and wherever somebody is harmed', () => {
    const asked = [true, false].flatMap((isProduction) =>
      [[], ['a.example']].map((harmed) => isAsked({ isProduction, harmed })),
    )
    expect(asked).toEqual([true, true, false, true])
  })

  it('counts who may be locked out as harmed, since Ory does not say who takes them', () => {
    const twice = snapshotOf({
      oidc: ['a', 'b'].map((id) => connection(id, { organization_id: `o-${id}` })),
      organizations: organizations
        .slice(0, 2)
        .map((item) => ({ ...item, domains: ['both.example'] })),
    })
    expect(demandOf(consequencesIn(twice as typeof plain, [deletionOf('a')])).harmed).toEqual([
      'both.example',
    ])
  })

  it('asks for the one name, or for how many there are', () => {
    expect(wordsToType([])).toBeUndefined()
    expect(wordsToType(['a.example'])).toBe('a.example')
    expect(wordsToType(['a.example', 'b.example', 'c.example'])).toBe('3 domains')
    expect(isTyped(['a.example'], ' A.Example ')).toBe(true)
    expect(isTyped(['a.example'], 'a')).toBe(false)
    expect(isTyped(['a.example'], undefined)).toBe(false)
    expect(isTyped([], undefined)).toBe(true)
  })

  it('misses every name where the wrong words were typed, else the names that were not said', () => {
    const harmed = ['a.example', 'b.example']
    expect(unconfirmedHarm(harmed, undefined)).toEqual(harmed)
    expect(unconfirmedHarm(harmed, { harmed })).toEqual(harmed)
    expect(unconfirmedHarm(harmed, { harmed, typed: '3 domains' })).toEqual(harmed)
    expect(unconfirmedHarm(harmed, { harmed: ['a.example'], typed: '2 domains' })).toEqual([
      'b.example',
    ])
    expect(unconfirmedHarm(harmed, { harmed, typed: '2 Domains' })).toEqual([])
    expect(unconfirmedHarm([], undefined)).toEqual([])
  })
})

describe('what is said before a publish', () => {
  it('names who is harmed, what is deleted, and who has to be told which address', () => {
    const said = confirmationOf(
      consequencesIn(production, [
        deletionOf('a'),
        set('b', 'pkce', 'force'),
        // A new secret is told to people, and is none that an identity provider has to be told.
        fieldEdit({ kind: 'connection', key: 'oidc:c' }, 'client_secret', {
          $secret: '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001',
        }),
        {
          kind: 'create-connection',
          key: 'new:n',
          protocol: 'oidc',
          fields: { ...connection('n', { organization_id: 'o-c' }), label: 'New one' },
        },
      ]),
    )
    expect(confirmationSchema.parse(said)).toEqual(said)
    expect(said.harmed).toEqual(['a.example'])
    expect(said.summary).toContain('1 domain is locked out: a.example.')
    expect(said.lines.first[0]).toMatchObject({ kind: 'locked-out', subject: 'a.example' })
    expect(said.lines.first.map(({ kind }) => kind)).toContain('secret')
    expect(said.deleted.first).toEqual([{ kind: 'connection', name: 'Label of a' }])
    expect(said.toTell.first).toEqual([
      {
        organization: 'Company b',
        words: [expect.stringMatching(/^the redirect URL of Label of b is https:\/\//)],
      },
      {
        organization: 'Company c',
        words: [expect.stringMatching(/^the redirect URL of New one is https:\/\//)],
      },
    ])
  })

  it('says what the identity provider of a SCIM client needs: its address and its token, where they are new', () => {
    const clients = [scimEntry('s', 'o-a'), scimEntry('t', 'o-b')]
    const snapshot = { ...plain, scim: { clients, readAt: nowIso } }
    const secret = { $secret: '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001' }
    const change = (field: string, to: JsonValue, key = 's'): Edit =>
      fieldEdit({ kind: 'scim-client', key }, field, to)
    const told = (...edits: Edit[]) =>
      confirmationOf(consequencesIn(snapshot, edits)).toTell.first.map(
        ({ organization, words }) => [organization, ...words],
      )
    const url = (name: string, id: string) =>
      expect.stringMatching(`^the SCIM server URL of ${name} is https://.*/scim/${id}/v2$`)
    const made: Edit = {
      kind: 'create-scim-client',
      key: 'new:1',
      fields: { client_id: 'n', label: 'New one', organization_id: 'o-c' },
    }
    expect(told(made)).toEqual([
      ['Company c', url('New one', 'n'), 'the secret token of New one is a new one'],
    ])
    const token = 'the secret token of Label of s is a new one'
    expect(told(change('authorization_header_secret', secret))).toEqual([['Company a', token]])
    expect(told(change('client_id', 'x'))).toEqual([['Company a', url('Label of s', 'x')]])
    // What no identity provider has to be told.
    expect(told(change('label', 'S'), { kind: 'delete-scim-client', key: 't' })).toEqual([])
    expect(
      told(change('state', 'disabled'), change('authorization_header_secret', secret)),
    ).toEqual([])
  })

  it('names SCIM clients that are deleted, last and by their labels', () => {
    const clients = [scimEntry('s', 'o-a'), scimEntry('t', 'o-b')]
    const snapshot = { ...plain, scim: { clients, readAt: nowIso } }
    const deleted = (...edits: Edit[]) =>
      confirmationOf(consequencesIn(snapshot, edits)).deleted.first
    expect(deleted(deletionOf('b'), { kind: 'delete-scim-client', key: 's' })).toEqual([
      { kind: 'connection', name: 'Label of b' },
      { kind: 'scim-client', name: 'Label of s' },
    ])
    // Where they were never read, nothing is said of them.
    expect(confirmationOf(consequencesIn(plain, [deletionOf('b')])).deleted.first).toEqual([
      { kind: 'connection', name: 'Label of b' },
    ])
  })

  it('names deleted organizations before connections, and nothing that stays', () => {
    const said = confirmationOf(
      consequencesIn(plain, [
        deletionOf('b'),
        { kind: 'delete-organization', key: 'o-a', connections: 'delete' },
      ]),
    )
    expect(said.deleted).toEqual({
      first: [
        { kind: 'organization', name: 'Company a' },
        { kind: 'connection', name: 'Label of a' },
        { kind: 'connection', name: 'Label of b' },
      ],
      more: 0,
    })
    expect(said.toTell).toEqual({ first: [], more: 0 })
  })

  it('tells an audience where it becomes another one, and not where it stays or goes', () => {
    const audience = 'proxy_saml_audience_override'
    const saml = (id: string) => connection(id, { provider: 'saml', [audience]: `https://${id}` })
    const snapshot = snapshotOf({ saml: ['s', 't', 'u', 'v'].map(saml) })
    const setSaml = (id: string, field: string, value: string): Edit =>
      fieldEdit({ kind: 'connection', key: `saml:${id}` }, field, value)
    const said = confirmationOf(
      consequencesIn(snapshot as typeof plain, [
        setSaml('s', audience, 'https://other'),
        setSaml('t', 'label', 'Renamed'),
        setSaml('u', audience, ''),
        { kind: 'delete-connection', key: 'saml:v' },
      ]),
    )
    expect(said.toTell.first).toEqual([
      { words: ['the audience (entity ID) of Label of s is https://other'] },
    ])
  })

  it('says of an address that is not known yet when it will be', () => {
    const said = confirmationOf(
      consequencesIn(production, [
        { kind: 'create-organization', key: 'new:o', fields: { label: 'Made', domains: [] } },
        {
          kind: 'create-connection',
          key: 'new:n',
          protocol: 'oidc',
          fields: { id: 'n', provider: 'generic', label: 'Okta', organization_id: 'new:o' },
        },
        {
          kind: 'create-connection',
          key: 'new:s',
          protocol: 'saml',
          fields: {
            id: 's',
            label: 'ADFS',
            organization_id: 'new:o',
            proxy_saml_audience_override: 'https://sso.made.example',
          },
        },
      ]),
    )
    expect(said.toTell.first).toEqual([
      {
        organization: 'Made',
        words: [
          expect.stringMatching(/^the ACS URL of ADFS is https:/),
          'the redirect URL of Okta, which is known after this publish',
          'the audience (entity ID) of ADFS is https://sso.made.example',
        ],
      },
    ])
  })

  it('has the first hundred of many, and how many more there are', () => {
    const many = Array.from({ length: 130 }, (_, index) => `m${index}`)
    const snapshot = snapshotOf({
      oidc: many.map((id) => connection(id, { organization_id: `o-${id}` })),
      organizations: many.map((id) => ({
        id: `o-${id}`,
        label: id,
        domains: [`${id}.example`],
      })),
    })
    const said = confirmationOf(consequencesIn(snapshot as typeof plain, many.map(deletionOf)))
    expect(said.harmed).toHaveLength(130)
    expect(wordsToType(said.harmed)).toBe('130 domains')
    expect(said.deleted.first).toHaveLength(100)
    expect(said.deleted.more).toBe(30)
    expect(said.lines.more).toBeGreaterThan(30)
    const told = confirmationOf(
      consequencesIn(
        plain,
        many.map((id) => ({
          kind: 'create-connection',
          key: `new:${id}`,
          protocol: 'saml',
          fields: { id, label: id, organization_id: 'o-a' },
        })),
      ),
    )
    expect(told.toTell.first).toHaveLength(1)
    expect(told.toTell.first[0]?.words).toHaveLength(100)
  })
})
