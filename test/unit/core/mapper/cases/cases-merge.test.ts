import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseEnding, type MapperCase } from '../../../../../src/core/mapper/cases/case'
import { caseInput, schemaFileOf } from '../../../../../src/core/mapper/cases/input'
import { mergeCases, sameCase, type NamedCase } from '../../../../../src/core/mapper/cases/merge'
import {
  caseFileName,
  fileSlug,
  freeName,
  sameFileKey,
} from '../../../../../src/core/mapper/cases/names'

const base: MapperCase = {
  name: 'Guest',
  mapper: { file: 'mapper.jsonnet' },
  mode: 'exact',
  claims: { iss: 'i', sub: 's' },
  expect: { output: {} },
}
const named = (id: string, more: Partial<MapperCase> = {}): NamedCase => ({
  id: id + caseEnding,
  case: { ...base, ...more },
})

describe('file names of cases', () => {
  it.each([
    ['Guest without e-mail', 'guest-without-e-mail'],
    ['  Größe: Straße / ÅÉ  ', 'grosse-strasse-ae'],
    ['顧客', 'case'],
    ['../../etc/passwd', 'etc-passwd'],
    ['CON', 'case-con'],
    ['lpt1', 'case-lpt1'],
    ['x'.repeat(200), 'x'.repeat(60)],
    [`${'x'.repeat(59)} y`, 'x'.repeat(59)],
  ])('%s', (name, slug) => {
    expect(fileSlug(name, 'case')).toBe(slug)
    expect(caseFileName(name, new Set())).toBe(`${slug}.case.json`)
  })

  it('are numbered where they are taken, whatever the case of their letters', () => {
    const taken = new Set(['Guest.case.json', 'guest-2.case.json'].map(sameFileKey))
    expect(caseFileName('Guest', taken)).toBe('guest-3.case.json')
    expect(freeName('GUEST.case.json', taken)).toBe('GUEST-3.case.json')
  })

  it('are plain and free for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(3), (name, count) => {
        const taken = new Set<string>()
        for (let at = 0; at <= count; at += 1) {
          const fileName = caseFileName(name, taken)
          expect(fileName).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.case\.json$/)
          expect(taken.has(fileName)).toBe(false)
          taken.add(fileName)
        }
      }),
    )
  })
})

describe('merging cases', () => {
  it('keeps one of two that say the same, and numbers one that differs', () => {
    const present = [named('guest'), named('admin', { name: 'Admin' })]
    const other = { claims: { iss: 'i', sub: 'other' } }
    const added = [
      named('guest', { mapper: { file: '../elsewhere.jsonnet' } }),
      named('Admin', { name: 'Admin', ...other }),
      named('new'),
    ]
    expect(mergeCases(present, added)).toEqual([
      named('Admin-2', { name: 'Admin 2', ...other }),
      named('new'),
    ])
  })

  it('writes over nothing that cannot be read', () => {
    const written = mergeCases([], [named('broken')], ['broken.case.json'])
    expect(written).toEqual([named('broken-2', { name: 'Guest 2' })])
  })

  const anyCase = fc
    .record({
      id: fc.constantFrom('a', 'A', 'b', 'a-2', 'c'),
      name: fc.constantFrom('One', 'Two'),
      sub: fc.constantFrom('x', 'y', 'z'),
    })
    .map(({ id, name, sub }) => named(id, { name, claims: { iss: 'i', sub } }))
  const folder = fc.uniqueArray(anyCase, { selector: ({ id }) => sameFileKey(id) })
  const isIn = (cases: readonly NamedCase[], wanted: NamedCase) =>
    cases.some((item) => sameCase({ ...item.case, name: '' }, { ...wanted.case, name: '' }))

  it('loses nothing, replaces nothing, and done again does nothing', () => {
    fc.assert(
      fc.property(folder, fc.array(anyCase), (present, added) => {
        const written = mergeCases(present, added)
        const all = [...present, ...written]
        expect(new Set(all.map(({ id }) => sameFileKey(id))).size).toBe(all.length)
        expect(added.every((item) => isIn(all, item))).toBe(true)
        expect(mergeCases(all, added)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('what a case is run with', () => {
  const on = { text: '{}', fileName: 'm', schema: '{"a":1}' }

  it('takes its own schema before the given one', () => {
    expect(caseInput(base, on).schema).toBe('{"a":1}')
    expect(caseInput({ ...base, schema: { b: 2 } }, on).schema).toBe('{"b":2}')
    expect(caseInput(base, { text: '{}', fileName: 'm' })).toEqual({
      text: '{}',
      fileName: 'm',
      claims: { mode: 'exact', json: '{"iss":"i","sub":"s"}' },
    })
  })

  it('knows a schema in a file from a schema', () => {
    expect(schemaFileOf({ schema: { file: 'x.json' } })).toBe('x.json')
    expect(schemaFileOf({ schema: { file: 'x.json', type: 'object' } })).toBeUndefined()
    expect(schemaFileOf({})).toBeUndefined()
    expect(caseInput({ ...base, schema: { file: 'x.json' } }, on).schema).toBe('{"a":1}')
  })

  it('passes on who signs in and how', () => {
    const identity = { traits: { email: 'a@b.example' } }
    const given: MapperCase = {
      ...base,
      mode: { provider: 'google' },
      identity,
      update_identity_on_login: 'automatic',
    }
    expect(caseInput(given, on)).toMatchObject({
      claims: { mode: 'provider', kind: 'google', payload: base.claims },
      identity,
      updateOnLogin: 'automatic',
    })
  })

  it('is a registration where a sign-in runs no mapper', () => {
    const identity = { traits: { email: 'a@b.example' } }
    const given: MapperCase = { ...base, identity, update_identity_on_login: 'never' }
    expect(caseInput(given, on)).not.toHaveProperty('identity')
  })
})
