import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import german from '../../../../src/core/language/de.json'
import { setLanguage } from '../../../../src/core/language/locale'
import { draftSchema, record, type Draft } from '../../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../../src/core/draft/edits'
import { draftChanges } from '../../../../src/core/publish/changes'
import { suggestSummary } from '../../../../src/core/publish/suggest-summary'
import {
  hasSummary,
  longestSummary,
  oneLine,
  whyOf,
  whySchema,
} from '../../../../src/core/publish/why'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { draftWith } from '../../../support/states/draft-with'
import { arbitraryGestures, perform } from '../../../support/states/edits'
import { scimEntry } from '../../../support/states/radar'
import { arbitrarySnapshot, connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const snapshot = snapshotOf({
  oidc: [connection('a', { label: 'Acme Okta' }), connection('b'), connection('c')],
  organizations: [
    { id: 'o1', label: 'Adventure Works', domains: ['adventure.example'] },
    { id: 'o2', label: 'Contoso', domains: [] },
  ],
})
const suggested = (draft: Draft, on: Snapshot = snapshot) =>
  suggestSummary(draftChanges(on, draft.intents), draft.past)
const suggestion = (...edits: Edit[]) => suggested(draftWith(snapshot, edits))

const globex: Edit = {
  kind: 'create-organization',
  key: 'new:org',
  fields: { label: 'Globex', domains: ['globex.example'] },
}
const newConnection = (id: string, organization?: string): Edit => ({
  kind: 'create-connection',
  key: `new:${id}`,
  protocol: 'oidc',
  fields: {
    id,
    label: `Globex ${id}`,
    provider: 'generic',
    ...(organization === undefined ? {} : { organization_id: organization }),
  },
})
const set = (id: string, field: string, value: string): Edit =>
  fieldEdit({ kind: 'connection', key: `oidc:${id}` }, field, value)

afterEach(() => setLanguage('en'))

describe('a suggested summary', () => {
  it('says what is new, edited and deleted, and names it', () => {
    expect(suggestion()).toBe('')
    expect(suggestion(globex)).toBe('New organization Globex')
    expect(suggestion(globex, newConnection('x', 'new:org'))).toBe(
      'New organization Globex with 1 connection',
    )
    expect(suggestion(newConnection('x'))).toBe('New connection Globex x')
    expect(suggestion(set('a', 'label', 'Acme Entra'))).toBe('Label of Acme Entra changed')
    expect(suggestion(set('a', 'label', 'One'), set('a', 'client_id', 'other'))).toBe(
      'Connection One changed',
    )
    expect(suggestion({ kind: 'delete-connection', key: 'oidc:a' })).toBe(
      'Connection Acme Okta deleted',
    )
    expect(
      suggestion(globex, newConnection('x', 'new:org'), newConnection('y'), {
        kind: 'delete-connection',
        key: 'oidc:a',
      }),
    ).toBe(
      'New organization Globex with 1 connection; new connection Globex y; connection Acme Okta deleted',
    )
  })

  it('says of SCIM clients what became of them', () => {
    const state = snapshotOf({ scimClients: ['s', 't'].map((id) => scimEntry(id, 'o1')) })
    const said = (...edits: Edit[]) => suggested(draftWith(state, edits), state)
    const target = { kind: 'scim-client', key: 's' } as const
    const label: Edit = { kind: 'set-field', target, field: 'label', value: 'S' }
    const off: Edit = { kind: 'set-field', target, field: 'state', value: 'disabled' }
    const made = (id: string): Edit => ({
      kind: 'create-scim-client',
      key: `new:${id}`,
      fields: { client_id: id, label: `People ${id}` },
    })
    const gone = (key: string): Edit => ({ kind: 'delete-scim-client', key })
    expect(said(label)).toBe('Label of S changed')
    expect(said(label, off)).toBe('SCIM client S changed')
    expect(said(made('1'), gone('t'))).toBe(
      'New SCIM client People 1; SCIM client Label of t deleted',
    )
    expect(said(made('1'), made('2'))).toBe('New SCIM clients People 1 and People 2')
    expect(said(gone('s'), gone('t'))).toBe('SCIM clients Label of s and Label of t deleted')
  })

  it('says of organizations, connections and settings alike what became of them', () => {
    const organization = (field: string, value: string): Edit =>
      fieldEdit({ kind: 'organization', key: 'o1' }, field, value)
    expect(suggestion(organization('label', 'AW'))).toBe('Label of AW changed')
    expect(suggestion(organization('label', 'AW'), organization('session_lifespan', '8h'))).toBe(
      'Organization AW changed',
    )
    const gone: Edit = { kind: 'delete-organization', key: 'o2', connections: 'detach' }
    expect(suggestion(gone)).toBe('Organization Contoso deleted')
    const setting: Edit = fieldEdit(
      { kind: 'method', key: 'oidc' },
      'enable_auto_link_policy',
      true,
    )
    expect(suggestion(setting)).toBe('Settings of all OIDC connections changed')
    // Alike are the same field of the same kind, and nothing else.
    expect(suggestion(organization('label', 'AW'), set('a', 'label', 'A'))).toBe(
      'Label of AW changed; Label of A changed',
    )
    expect(suggestion(set('a', 'label', 'A'), set('b', 'client_id', 'x'))).toBe(
      'Label of A changed; Client ID of Label of b changed',
    )
  })

  it('counts a connection with the new organization that it is in, and with no other', () => {
    const named = {
      ...newConnection('x'),
      fields: { id: 'x', label: 'X', note: 'new:org' },
    } as Edit
    expect(suggestion(globex, named)).toBe('New organization Globex; new connection X')
    const elsewhere = newConnection('y', 'o1')
    expect(suggestion(globex, elsewhere)).toBe('New organization Globex; new connection Globex y')
  })

  it('has all phrases that there is room for, and says so where there are more', () => {
    const phrase = (length: number) => 'x'.repeat(length)
    const told = (...lengths: number[]) => {
      const changes = draftChanges(snapshot, draftWith(snapshot, [set('a', 'label', 'A')]).intents)
      const steps = lengths.map((length, at) => ({
        about: `${at}${phrase(length - 1)}`,
        changes: draftWith(snapshot, [set('a', 'label', 'A')]).past[0]!.changes,
      }))
      return suggestSummary(changes, steps)
    }
    expect(told(99, 99)).toHaveLength(200)
    expect(told(99, 99)).not.toContain('…')
    expect(told(99, 100)).toBe(`0${phrase(98)}; …`)
    // Before the last one there has to be room for the sign that there are more.
    expect(told(60, 60, 60)).toHaveLength(184)
    expect(told(97, 97, 50)).toHaveLength(199)
    expect(told(97, 97, 50)).toMatch(/; …$/)
    expect(told(97, 98, 50)).toHaveLength(200)
    expect(told(97, 99, 50)).toBe(`0${phrase(96)}; …`)
    expect(told(300)).toHaveLength(200)
  })

  it('says of a change without any field that it is one, and needs no step', () => {
    const vanished = {
      target: { kind: 'connection', key: 'oidc:gone' },
      status: 'edited',
      label: 'Gone',
      fields: [],
    } as const
    expect(suggestSummary([vanished])).toBe('Connection Gone changed')
  })

  it('says what is alike once, with the number of those that it does not name', () => {
    const edits = ['a', 'b', 'c'].map((id) => set(id, 'client_id', `other-${id}`))
    expect(suggestion(...edits)).toBe('Client ID of Acme Okta, Label of b and 1 more changed')
  })

  it('takes a step by its own word, and what others did to the same besides', () => {
    const about = 'certificate of Acme Okta replaced'
    const changes = intentChangesOf(
      snapshot,
      draftWith(snapshot, []).intents,
      set('a', 'label', 'N'),
    )
    const draft = record(draftWith(snapshot, []), { label: 'L', at: '', about, changes })
    expect(suggested(draft)).toBe('Certificate of Acme Okta replaced')
    const more = record(draft, {
      label: 'More',
      at: '',
      changes: intentChangesOf(snapshot, draft.intents, set('b', 'label', 'M')),
    })
    expect(suggested(more)).toBe('Certificate of Acme Okta replaced; Label of M changed')
    const besides = record(draft, {
      label: 'Again',
      at: '',
      changes: intentChangesOf(snapshot, draft.intents, set('a', 'client_id', 'M')),
    })
    expect(suggested(besides)).toBe('Certificate of Acme Okta replaced; connection N changed')
    // What is left out of the publish is not said of it.
    expect(suggestSummary([], draft.past)).toBe('')
  })

  it('is in the language of the app', () => {
    setLanguage('de', german)
    expect(suggestion(globex, newConnection('x', 'new:org'))).toBe(
      'Neue Organisation Globex mit 1 Verbindung',
    )
  })

  it('says in one language what steps did before the language was switched', () => {
    const changes = intentChangesOf(
      snapshot,
      draftWith(snapshot, []).intents,
      set('a', 'label', 'N'),
    )
    const step = { label: 'L', at: '', about: 'Zertifikat von Acme Okta ersetzt', changes }
    setLanguage('de', german)
    // The draft is kept on disk over the restart that switches the language.
    const draft = draftSchema.parse(record(draftWith(snapshot, []), step))
    expect(suggested(draft)).toBe(step.about)
    setLanguage('en')
    expect(suggested(draft)).toBe('Label of N changed')
  })

  it('is one line that fits, is the same each time, and holds no value of any field', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, arbitraryGestures, (on, gestures) => {
        const draft = perform(on, gestures)
        const text = suggested(draft, on)
        expect(text).toBe(suggested(draft, on))
        expect(whySchema.safeParse({ summary: text }).data).toEqual({ summary: text })
        expect(text === '').toBe(draftChanges(on, draft.intents).length === 0)
      }),
      { numRuns: 200 },
    )
  })

  it('never holds a secret, nor any other value but a label', () => {
    const canary = fc.stringMatching(/^canary-[a-z0-9]{12}$/)
    const fields = fc.constantFrom(
      'client_secret',
      'client_id',
      'issuer_url',
      'mapper_url',
      'x_odd',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fields, canary), { maxLength: 12 }), (values) => {
        const edits = values.map(([field, value], at) =>
          set(['a', 'b', 'c'][at % 3] ?? '', field, value),
        )
        const text = suggestion(globex, ...edits)
        for (const [, value] of values) expect(text).not.toContain(value)
      }),
    )
  })

  it('is never too long, whatever things are called', () => {
    const label = fc.string({ minLength: 1, maxLength: 300, unit: 'binary' })
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 8 }), (labels) => {
        const edits = labels.map(
          (text, at): Edit =>
            ({
              kind: at % 2 === 0 ? 'create-organization' : 'create-connection',
              key: `new:${at}`,
              protocol: 'oidc',
              fields: { id: `n${at}`, label: text },
            }) as Edit,
        )
        const text = suggestion(...edits)
        expect(text.length).toBeLessThanOrEqual(longestSummary)
        expect(whySchema.safeParse({ summary: text }).success).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})

describe('why', () => {
  it('is one line of each, without what ends one or turns it', () => {
    expect(whySchema.parse({ summary: '  Globex ', ticket: ' CHG-1 ' })).toEqual({
      summary: 'Globex',
      ticket: 'CHG-1',
    })
    for (const odd of ['a\nb', 'a\u2028b', 'a\u0000b', 'a\tb', 'a\u202Eb', 'x'.repeat(201)]) {
      expect(whySchema.safeParse({ summary: odd }).success, JSON.stringify(odd)).toBe(false)
      expect(whySchema.safeParse({ summary: 'a', ticket: odd.repeat(2) }).success).toBe(false)
    }
  })

  it('is what was typed, in one line and as much as there is room for', () => {
    expect(whyOf({ summary: ' a\nb ', ticket: ' CHG-1 ' })).toStrictEqual({
      summary: 'a b',
      ticket: 'CHG-1',
    })
    expect(whyOf({ summary: 'a', ticket: ' ' })).toStrictEqual({ summary: 'a' })
    expect(whyOf({ summary: ' ', ticket: 'CHG-1' })).toStrictEqual({ summary: '', ticket: 'CHG-1' })
    expect(whyOf({ summary: ' ', ticket: '\t' })).toBeUndefined()
    const cut = whyOf({ summary: `${'a'.repeat(199)} b`, ticket: `${'c'.repeat(99)} d` })
    expect(cut).toStrictEqual({ summary: 'a'.repeat(199), ticket: 'c'.repeat(99) })
    expect(hasSummary(undefined)).toBe(false)
    expect(oneLine(' a ')).toBe('a')
  })

  it('is made of whatever was typed, so that main takes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string(), (summary, ticket) => {
        const why = whyOf({ summary, ticket })
        const isNothing = oneLine(summary) === '' && oneLine(ticket) === ''
        expect(why === undefined).toBe(isNothing)
        if (why) expect(whySchema.parse(why)).toEqual(why)
      }),
    )
    expect(hasSummary(whyOf({ summary: ' \n', ticket: 'CHG-1' }))).toBe(false)
    expect(hasSummary(whyOf({ summary: 'x', ticket: '' }))).toBe(true)
  })
})
