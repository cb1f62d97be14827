import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { redirectOf } from '../../../../src/core/compare/redirect'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { impactOf } from '../../../../src/core/impact/impact'
import { callbackIn, callbackOf } from '../../../../src/core/links/connection-callback'
import type { JsonObject, JsonValue } from '../../../../src/core/model/json'
import { connectionTexts } from '../../../../src/core/search/filter-texts'
import { draftWith } from '../../../support/states/draft-with'
import { samlEntry } from '../../../support/states/radar'
import { snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const host = 'https://calm-turing-abcdefghij.projects.oryapis.com'
const own = 'https://login.northwind.example/saml/api/oauth/saml/acme'
const assigning = [{ id: 'o', label: 'O', domains: [], saml_per_provider_acs_url_enabled: true }]

/** The address of one stored connection, asked by itself, in its setup and where setups are compared. */
function stored(more: JsonObject, organizations: readonly JsonObject[] = []) {
  const snapshot = snapshotOf({ saml: [samlEntry('acme', more)], organizations })
  const setUp = setUpOf({ ...snapshot, project: withoutBase(snapshot.project) })
  const connection = setUp.connections[0]!
  const callback = callbackIn(setUp, connection)
  expect(redirectOf(setUp, connection)).toBe(callback.kind === 'known' ? callback.url : undefined)
  return callback
}
const withoutBase = (project: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(project).replace('https://login.customer.example', ''))

describe('the ACS URL of a connection', () => {
  test.each<[string, JsonObject, string]>([
    ['is the shared one', {}, `${host}/saml/api/oauth/saml`],
    ['is the shared one where its own is null', { acs_url: null }, `${host}/saml/api/oauth/saml`],
    ['is its own', { acs_url: own }, own],
    [
      'is the proxy first',
      { acs_url: own, proxy_acs_url: 'https://p.example/acs' },
      'https://p.example/acs',
    ],
    [
      'ends with its ID for the native engine',
      { engine: 'native' },
      `${host}/self-service/methods/saml/acs/acme`,
    ],
    ['is its own with the native engine, too', { engine: 'native', acs_url: own }, own],
    [
      'is the shared one for an engine that is unknown here',
      { engine: 'future' },
      `${host}/saml/api/oauth/saml`,
    ],
  ])('%s', (_title, more, url) => expect(stored(more)).toMatchObject({ kind: 'known', url }))

  it('is never known where the server returned something else than a web address', () => {
    const isWebAddress = (text: string) => /^https?:\/\/[^\s/?#@\\]/i.test(text)
    const odd = fc.oneof(
      fc.string(),
      fc.constantFrom('javascript:alert(1)', 'acme', '//login.example/acs', 'https://u@h.example'),
    )
    fc.assert(
      fc.property(odd, (text) => {
        fc.pre(text.trim() !== '' && !isWebAddress(text.trim()))
        expect(stored({ acs_url: text })).toEqual({ kind: 'malformed', text: text.trim() })
      }),
    )
  })

  it('stays as it is where the project assigns others to new connections', () => {
    expect(stored({}, assigning)).toMatchObject({ kind: 'known' })
  })

  it('is assigned to a new connection where an organization says so', () => {
    const of = (organizations: readonly JsonObject[], more: JsonObject = {}) => {
      const snapshot = snapshotOf({ organizations })
      const fields = samlEntry('acme', more)
      const edit = { kind: 'create-connection', key: 'new:1', protocol: 'saml', fields } as const
      const { intents } = draftWith(snapshot, [edit])
      const setUp = setUpOf(snapshot, intents)
      const alone = callbackOf(snapshot, workingCopy(snapshot, intents).connections[0]!)
      expect(callbackIn(setUp, setUp.connections[0]!)).toEqual(alone)
      const { lines } = impactOf(setUpOf(snapshot), setUp, { nowIso: '2026-12-01T00:00:00.000Z' })
      return { alone, after: lines.find(({ kind }) => kind === 'to-tell')?.after }
    }
    const assigned = {
      alone: { kind: 'waiting', for: 'publish' },
      after: 'assigned when it is published',
    }
    expect(of(assigning)).toEqual(assigned)
    expect(of([]).alone.kind).toBe('known')
    expect(of(assigning, { engine: 'native' }).alone.kind).toBe('known')
  })

  it('is the address of the other engine while a draft changes the engine', () => {
    const snapshot = snapshotOf({ saml: [samlEntry('acme', { acs_url: own })] })
    const set = (field: string, value: JsonValue) =>
      fieldEdit({ kind: 'connection', key: 'saml:acme' }, field, value)
    const urlOf = (value: string) => {
      const { intents } = draftWith(snapshot, [set('engine', value)])
      const callback = callbackOf(snapshot, workingCopy(snapshot, intents).connections[0]!)
      const setUp = setUpOf(snapshot, intents)
      expect(callbackIn(setUp, setUp.connections[0]!)).toEqual(callback)
      const { lines } = impactOf(setUpOf(snapshot), setUp, { nowIso: '2026-12-01T00:00:00.000Z' })
      return {
        url: callback.kind === 'known' ? callback.url : '',
        lines: lines.map(({ words }) => words),
      }
    }
    expect(urlOf('native')).toEqual({
      url: expect.stringContaining('/self-service/methods/saml/acs/acme'),
      lines: ['Sign-ins with Label of acme fail until the identity provider has the new ACS URL.'],
    })
    expect(urlOf('jackson')).toEqual({ url: own, lines: [] })
  })
})

test('a filter finds a connection by its own ACS URL and by additional ones', () => {
  const more = { acs_url: own, additional_acs_urls: ['https://other.example/acs'] }
  const snapshot = snapshotOf({ saml: [samlEntry('acme', more)] })
  const [connection] = workingCopy(snapshot, draftWith(snapshot, []).intents).connections
  const texts = connectionTexts(connection!, undefined, snapshot)
  expect(texts.filter(({ field }) => field === 'ACS URL').map(({ text }) => text)).toEqual([
    own,
    'https://other.example/acs',
  ])
})
