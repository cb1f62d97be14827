import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../../../../src/core/model/json'
import { presetSchemas } from '../../../../../../../src/core/mapper/kratos/preset-schemas'
import { normalTemplate } from '../../../../../../../src/core/mapper/template/normal-form'
import { sourcesFor } from '../../../../../../../src/core/mapper/template/sources-for'
import type {
  MapperTemplate,
  TraitSource,
  TraitType,
} from '../../../../../../../src/core/mapper/template/template'
import { writeTemplate } from '../../../../../../../src/core/mapper/template/write-template'
import {
  faultsOf,
  guardsOf,
  isTakenOver,
  mappingOf,
  newRow,
  rowsOf,
  type FormRow,
} from '../../../../../../../src/renderer/features/mappers/editor/template/form-rows'
import { highlightJsonnet } from '../../../../../../../src/renderer/features/mappers/editor/template/highlight'
import {
  pathText,
  readPath,
  draftOf,
  sourceOf,
} from '../../../../../../../src/renderer/features/mappers/editor/template/source-draft'
import { remarksOf } from '../../../../../../../src/renderer/features/mappers/editor/template/row-remarks'
import {
  shownTraits,
  takesMore,
  takesTrait,
} from '../../../../../../../src/renderer/features/mappers/editor/template/schema-facts'
import {
  chosenSource,
  sourceChoices,
  withChoice,
} from '../../../../../../../src/renderer/features/mappers/editor/template/source-choices'

const preset = (name: string) => {
  const schema = presetSchemas[name]
  if (!schema) throw new Error(`No preset ${name}`)
  return schema
}

const names = fc.oneof(
  fc.constantFrom('groups', 'realm_access', 'https://example.com/roles', 'urn:oid:0.9.2342', 'a.b'),
  fc.constantFrom('raw_claims', 'claims', '__proto__', '', ' ', '"', 'b\\', 'ü', 'x: y'),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)
const textClaims = fc.constantFrom('email', 'name', 'given_name', 'family_name', 'nickname')
const lower = fc.boolean().map((on) => (on ? { lowerCase: true } : {}))
const sources: fc.Arbitrary<TraitSource> = fc.oneof(
  fc.tuple(textClaims, lower).map(([name, more]) => ({ kind: 'claim' as const, name, ...more })),
  fc
    .tuple(fc.array(names, { maxLength: 3 }), lower)
    .map(([path, more]) => ({ kind: 'raw' as const, path, ...more })),
  fc
    .jsonValue({ maxDepth: 2 })
    .map((value) => JSON.parse(JSON.stringify(value)) as string)
    .map((value) => ({ kind: 'fixed' as const, value })),
  fc
    .tuple(fc.array(textClaims, { minLength: 2, maxLength: 3 }), names, lower)
    .map(([parts, separator, more]) => ({ kind: 'joined' as const, parts, separator, ...more })),
  fc.tuple(textClaims, lower).map(([of, more]) => ({ kind: 'local-part' as const, of, ...more })),
)
const types = fc.constantFrom<TraitType[]>('string', 'boolean', 'number', 'array')
const mappings = fc.array(
  fc
    .tuple(
      fc.array(names, { minLength: 1, maxLength: 3 }),
      sources,
      fc.constantFrom('leave-out' as const, 'require' as const, 'verified-only' as const),
      fc.option(types, { nil: undefined }),
    )
    .map(([path, source, guard, type]) => ({ path, source, guard, ...(type ? { type } : {}) })),
  { maxLength: 5 },
)

describe('the form of a template', () => {
  it('reads each path that it writes', () => {
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 4 }), (path) => {
        expect(readPath(pathText(path))).toEqual({ ok: true, value: path })
      }),
    )
  })

  it.each([
    ['groups', ['groups']],
    [' realm_access . roles ', ['realm_access', 'roles']],
    ['https://example.com/roles', ['https://example.com/roles']],
    ['"https://example.com/app".roles', ['https://example.com/app', 'roles']],
    ['urn:oid:0.9.2342', ['urn:oid:0.9.2342']],
  ])('reads the path %s', (text, path) => {
    expect(readPath(text)).toEqual({ ok: true, value: path })
  })

  it.each(['', '  ', '.', 'a.', '.a', 'a..b', 'a b', '"a', '"a"b', '"\\q"'])(
    'takes %j for no path',
    (text) => {
      expect(readPath(text).ok).toBe(false)
    },
  )

  it('makes of every template the same mapper again, with and without a schema', () => {
    const basic = shownTraits(preset('preset://basic'))
    fc.assert(
      fc.property(mappings, mappings, (traits, metadataPublic) => {
        const template: MapperTemplate = normalTemplate({
          traits,
          metadataPublic,
          verifiedAddresses: false,
        })
        const again: MapperTemplate = {
          ...template,
          traits: written(rowsOf(template.traits, basic)),
          metadataPublic: written(rowsOf(template.metadataPublic)),
        }
        expect(writeTemplate(again)).toBe(writeTemplate(template))
      }),
    )
  })

  it('names every fault, the second of two equal names, and names inside each other', () => {
    const row = (name: string, source: TraitSource): FormRow => ({
      ...newRow(),
      name,
      source: draftOf(source),
    })
    const claim: TraitSource = { kind: 'claim', name: 'email' }
    const rows = [
      row('email', claim),
      row('email', claim),
      row('email.work', claim),
      row('', claim),
      { ...row('lone', claim), source: { ...draftOf(claim), kind: 'raw' as const } },
      row('fine', claim),
    ]
    const faults = faultsOf(rows)
    expect(rows.map(({ id }) => faults.get(id))).toEqual([
      undefined,
      { name: 'Another line has this name.' },
      { name: 'It conflicts with email: one would be inside the other.' },
      { name: 'A name is missing.' },
      { source: 'Enter the claim.' },
      undefined,
    ])
  })

  it.each<[TraitType | undefined, string, unknown]>([
    ['string', 'true', 'true'],
    ['string', '', ''],
    ['boolean', ' true ', true],
    ['boolean', 'yes', undefined],
    ['number', '7.5', 7.5],
    ['number', '"7"', undefined],
    ['array', '["staff"]', ['staff']],
    ['array', 'staff', undefined],
    [undefined, 'staff', 'staff'],
    [undefined, 'null', null],
    [undefined, '{"a":1}', { a: 1 }],
    [undefined, ' ', undefined],
  ])('takes for a fixed value of type %s the text %j as %j', (type, text, value) => {
    const read = sourceOf({ ...draftOf(undefined), kind: 'fixed', text }, type)
    if (value === undefined) expect(read.ok).toBe(false)
    else expect(read).toEqual({ ok: true, value: { kind: 'fixed', value } })
  })

  it('has no guard for what is always the same, and none that stops for what is always there', () => {
    expect(guardsOf({ kind: 'fixed', value: 1 })).toEqual([])
    expect(guardsOf(undefined)).toEqual([])
    expect(guardsOf({ kind: 'claim', name: 'sub' })).toEqual(['leave-out', 'verified-only'])
    expect(guardsOf({ kind: 'claim', name: 'email' })).toContain('require')
  })
})

const written = (rows: readonly FormRow[]) =>
  rows.filter(isTakenOver).flatMap((row) => mappingOf(row) ?? [])

describe('the choices of a source', () => {
  const claims = { email: 'kim@example.com', raw_claims: { groups: ['staff'] } }
  const offers = sourcesFor('generic', claims)
  const wanted = { hasRaw: true, mayBeNone: true }

  it('are what the sample has, then the ways to make a value, then what may come', () => {
    const labels = sourceChoices(draftOf(undefined), offers, wanted).map(({ label }) => label)
    expect(labels.slice(0, 7)).toEqual([
      'Not mapped',
      'email',
      'raw_claims.groups',
      'Custom claim…',
      'Fixed value',
      'Joined',
      'Part before @',
    ])
    expect(labels).toContain('family_name')
  })

  it('show what the sample says, cut where it is long', () => {
    const long = sourcesFor('generic', { email: 'x'.repeat(100) })
    const [, email] = sourceChoices(draftOf(undefined), long, wanted)
    expect(email?.detail).toBe(`${'x'.repeat(59)}…`)
    const groups = sourceChoices(draftOf(undefined), offers, wanted)[2]
    expect(groups?.detail).toBe('["staff"]')
  })

  it('hold every choice that can be made', () => {
    for (const { value } of sourceChoices(draftOf(undefined), offers, wanted)) {
      expect(chosenSource(withChoice(draftOf(undefined), value, offers), offers)).toBe(value)
    }
  })

  it('leave custom claims out where no provider sends raw_claims', () => {
    const github = sourceChoices(draftOf(undefined), sourcesFor('github'), {
      hasRaw: false,
      mayBeNone: false,
    })
    expect(github.map(({ label }) => label)).not.toContain('Custom claim…')
  })

  it('hold a claim that this provider does not pass on while it is chosen', () => {
    const draft = draftOf({ kind: 'claim', name: 'team' })
    const choice = sourceChoices(draft, offers, wanted).find(({ label }) => label === 'team')
    expect(choice?.detail).toBe('not passed on from this provider')
    expect(chosenSource(draft, offers)).toBe(choice?.value)
  })

  it('go on from an offered claim to a typed one', () => {
    const offered = draftOf({ kind: 'raw', path: ['groups'] })
    expect(chosenSource(offered, offers)).not.toBe('custom')
    const custom = withChoice(offered, 'custom', offers)
    expect(chosenSource(custom, offers)).toBe('custom')
    expect(custom.path).toBe('groups')
  })
})

describe('what stands beneath a line', () => {
  const situation = (kind: string, more = {}) => ({
    kind,
    schema: preset('preset://basic'),
    offers: sourcesFor(kind, { email: 'kim@example.com', email_verified: true }),
    problems: [],
    ...more,
  })
  const row = (name: string, source: TraitSource | undefined, more: Partial<FormRow> = {}) => {
    const trait = shownTraits(preset('preset://basic')).find(({ path }) => pathText(path) === name)
    const base: FormRow = { ...newRow(), name, source: draftOf(source), ...more }
    return trait ? { ...base, trait } : base
  }
  const email: TraitSource = { kind: 'claim', name: 'email' }

  it('says that Microsoft sends no email_verified, as a hint and as a warning', () => {
    expect(remarksOf(row('email', email), situation('microsoft')).hint).toMatch(
      /Microsoft sends no email_verified, so the address is used/,
    )
    expect(
      remarksOf(row('email', email, { guard: 'verified-only' }), situation('microsoft')).warning,
    ).toMatch(/left out for everyone/)
    expect(
      remarksOf(row('email', email, { guard: 'verified-only' }), situation('google')).warning,
    ).toBeUndefined()
  })

  it('warns of a required trait without a source, and not of another', () => {
    expect(remarksOf(row('email', undefined), situation('google')).warning).toMatch(/Required/)
    expect(remarksOf(row('newsletter', undefined), situation('google'))).toEqual({})
  })

  it('warns of a trait that the schema does not know, and not of metadata', () => {
    expect(remarksOf(row('team', email), situation('google')).warning).toMatch(
      /does not have this trait/,
    )
    expect(
      remarksOf(row('team', email), situation('google', { isMetadata: true })).warning,
    ).toBeUndefined()
  })

  it('warns of another type', () => {
    expect(remarksOf(row('newsletter', email), situation('google')).warning).toBe(
      'email is a text and the trait takes true or false, so it would be left out.',
    )
    expect(
      remarksOf(row('newsletter', { kind: 'fixed', value: [] }), situation('google')).warning,
    ).toBe('The trait takes true or false.')
  })

  it('takes true and false as texts of raw_claims, as SAML sends them', () => {
    const offers = sourcesFor('saml', { raw_claims: { news: 'true', mail: 'daily' } })
    const remark = (name: string) =>
      remarksOf(row('newsletter', { kind: 'raw', path: [name] }), situation('saml', { offers }))
        .warning
    expect(remark('news')).toBeUndefined()
    expect(remark('mail')).toMatch(/is a text/)
  })

  it('warns of claims that never come: unknown ones, and raw_claims of a provider without', () => {
    const groups: TraitSource = { kind: 'claim', name: 'groups' }
    expect(remarksOf(row('name.first', groups), situation('google')).warning).toMatch(
      /choose “Custom claim”/,
    )
    expect(remarksOf(row('name.first', groups), situation('github')).warning).toMatch(
      /passes on no groups from GitHub/,
    )
    const raw: TraitSource = { kind: 'raw', path: ['groups'] }
    expect(remarksOf(row('name.first', raw), situation('github')).warning).toMatch(
      /no raw_claims from GitHub/,
    )
  })

  it('says what the schema has against a value of the sample, and not that one is missing', () => {
    const problem = (missing: boolean) => ({
      path: ['email'],
      message: 'must match format "email"',
      keyword: 'format',
      missing,
    })
    const remark = (missing: boolean) =>
      remarksOf(row('email', email), situation('google', { problems: [problem(missing)] })).warning
    expect(remark(false)).toBe('With this sample: must match format "email".')
    expect(remark(true)).toBeUndefined()
  })
})

describe('what a schema says to the form', () => {
  const open = {
    type: 'object',
    properties: {
      traits: {
        type: 'object',
        required: ['email'],
        additionalProperties: false,
        properties: {
          email: { type: 'string', title: 'E-mail address' },
          more: { type: 'object', properties: {} },
        },
      },
    },
  }

  it('are titles, and whether there can be more traits and where', () => {
    expect(shownTraits(open)).toMatchObject([{ path: ['email'], title: 'E-mail address' }])
    expect(takesTrait(open, ['other'])).toBe(false)
    expect(takesTrait(open, ['more', 'other'])).toBe(true)
    expect(takesMore(open)).toBe(true)
    expect(takesMore(preset('preset://blank'))).toBe(true)
    expect(takesMore(undefined)).toBe(true)
    expect(takesMore(preset('preset://email'))).toBe(false)
    expect(takesTrait(undefined, ['any'])).toBe(true)
  })

  it('takes a trait whose name fits a pattern, and asks its schema for what is inside', () => {
    const text = { type: 'string' }
    const closed = { type: 'object', properties: { a: text }, additionalProperties: false }
    const schema = (traits: JsonObject) => ({ type: 'object', properties: { traits } })
    const patterned = schema({
      ...closed,
      patternProperties: { '^x_': text, '^o_': closed, '^no_': false },
    })
    expect(takesTrait(patterned, ['x_any'])).toBe(true)
    expect(takesTrait(patterned, ['other'])).toBe(false)
    expect(takesTrait(patterned, ['o_1', 'a'])).toBe(true)
    expect(takesTrait(patterned, ['o_1', 'b'])).toBe(false)
    expect(takesTrait(patterned, ['no_1'])).toBe(false)
    expect(takesMore(patterned)).toBe(true)
    expect(takesMore(schema(closed))).toBe(false)
    // Both what names a trait and a pattern that fits it hold.
    const both = schema({ properties: { o: closed }, patternProperties: { o: { type: 'object' } } })
    expect(takesTrait(both, ['o', 'b'])).toBe(false)
    // JavaScript cannot read this one, and Go can.
    expect(takesTrait(schema({ ...closed, patternProperties: { '\\Ax': text } }), ['z'])).toBe(true)
  })
})

it('colours a mapper without losing a character', () => {
  const text = writeTemplate({
    traits: [
      { path: ['a'], source: { kind: 'fixed', value: "it's 7" }, guard: 'leave-out' },
      { path: ['b'], source: { kind: 'raw', path: ['x y'] }, guard: 'require', type: 'array' },
    ],
    metadataPublic: [],
    verifiedAddresses: true,
  })
  const lines = highlightJsonnet(text)
  expect(lines.map((parts) => parts.map((part) => part.text).join('')).join('\n')).toBe(text)
  const kinds = new Set(lines.flat().map(({ kind }) => kind))
  expect(kinds).toEqual(new Set([undefined, 'comment', 'string', 'keyword', 'property']))
})
