import { expect, it } from 'vitest'
import {
  titleOf,
  type MapperEntry,
  type MapperUse,
  type PlacedFinding,
} from '../../../../../src/core/mapper/texts/entry'
import type { Severity } from '../../../../../src/core/model/severity'
import { mapperRows, type MapperSource } from '../../../../../src/core/mapper/texts/rows'

const use = (projectId: string, label: string, more: Partial<MapperUse> = {}): MapperUse => ({
  projectId: projectId as never,
  connectionKey: `oidc:${label}`,
  label,
  kind: 'generic',
  state: 'server',
  ambiguous: false,
  ...more,
})
const entry = (id: string, text: string, uses: MapperUse[], more: Partial<MapperEntry> = {}) => ({
  id,
  hash: id,
  address: `https://storage.example/${id}.jsonnet`,
  text,
  uses,
  near: [],
  ...more,
})
const project = (id: string, environment: 'production' | 'staging') =>
  [id, { id, name: `Project ${id}`, workspace: 'W', environment }] as const

const finding = (severity: Severity, projects: readonly string[]): PlacedFinding => ({
  finding: { rule: 'custom-claim', severity, message: `A ${severity}`, start: 0, end: 1 },
  line: 1,
  projects: projects as never,
})

const source: MapperSource = {
  entries: [
    entry('a', '// Groups of Okta\n{}', [use('p', 'Acme'), use('s', 'Acme test')], {
      near: [{ id: 'b', same: false }],
    }),
    entry('b', 'local x = 1; {}', [use('s', 'Beta', { state: 'draft' })]),
    {
      id: 'https://elsewhere.example/m',
      address: 'https://elsewhere.example/m',
      uses: [use('s', 'Gamma'), use('s', 'Delta'), use('s', 'Epsilon')],
      near: [],
      problem: { kind: 'elsewhere', message: 'Not read' },
    },
  ],
  projects: new Map([project('p', 'production'), project('s', 'staging')]) as never,
  checked: new Map([
    [
      'a',
      {
        findings: [finding('error', ['p']), finding('info', ['p', 's']), finding('info', ['s'])],
        cases: 2,
        failing: ['one'],
      },
    ],
    ['b', { findings: [finding('info', ['s'])], cases: 0, failing: [] }],
  ]),
  notes: { b: { name: 'Beta mapper', notes: 'asked by Ann', at: '2026-11-27T06:00:00Z' } },
}
const ids = (words: string, part: Parameters<typeof mapperRows>[1]['part'] = 'all') =>
  mapperRows(source, { words, part }).rows.map(({ id }) => id)

it('shows the worst first, then named mappers, then those with most uses', () => {
  expect(ids('')).toEqual(['a', 'https://elsewhere.example/m', 'b'])
  const unchecked = { ...source, checked: new Map() }
  expect(mapperRows(unchecked, { words: '', part: 'all' }).rows.map(({ id }) => id)).toEqual([
    'b',
    'https://elsewhere.example/m',
    'a',
  ])
})

it('lists the mappers of one project, with what is wrong there', () => {
  const inOne = (projectId: string) =>
    mapperRows(source, { words: '', part: 'all', projectId: projectId as never })
  expect(inOne('p').rows).toMatchObject([
    { id: 'a', firstUse: 'Acme', uses: 2, checks: { errors: 1, infos: 1 } },
  ])
  const { rows, counts } = inOne('s')
  expect(rows.map(({ id }) => id)).toEqual(['https://elsewhere.example/m', 'a', 'b'])
  expect(rows.find(({ id }) => id === 'a')).toMatchObject({
    firstUse: 'Acme test',
    checks: { errors: 0, infos: 2 },
  })
  expect([counts.all, counts.errors, counts.infos]).toEqual([3, 0, 2])
})

it('finds words in names, notes, texts, projects and connections', () => {
  expect(ids('ann')).toEqual(['b'])
  expect(ids('GROUPS okta')).toEqual(['a'])
  expect(ids('acme test')).toEqual(['a'])
  expect(ids('epsilon')).toEqual(['https://elsewhere.example/m'])
  expect(ids('beta epsilon')).toEqual([])
  // What is wrong with a mapper is found too.
  expect(ids('custom-claim')).toEqual(['a', 'b'])
  expect(ids('a error')).toEqual(['a'])
})

it('counts the parts of what has the words, and shows one of them', () => {
  const { counts } = mapperRows(source, { words: '', part: 'failing' })
  expect(counts).toEqual({
    all: 3,
    errors: 1,
    warnings: 0,
    infos: 2,
    clean: 0,
    unreadable: 1,
    cases: 1,
    failing: 1,
    near: 1,
    named: 1,
    scim: 0,
  })
  expect(ids('', 'errors')).toEqual(['a'])
  expect(ids('', 'infos')).toEqual(['a', 'b'])
  expect(ids('', 'failing')).toEqual(['a'])
  expect(ids('', 'unreadable')).toEqual(['https://elsewhere.example/m'])
  expect(ids('ann', 'near')).toEqual([])
})

it('says how far a mapper reaches', () => {
  const [first, , named] = mapperRows(source, { words: '', part: 'all' }).rows
  expect(first).toMatchObject({
    title: 'Groups of Okta',
    firstUse: 'Acme',
    uses: 2,
    projects: 2,
    production: true,
  })
  expect(named).toMatchObject({ name: 'Beta mapper', drafted: 1, production: false })
})

it('knows a text by the comment that it begins with, or by its first connection', () => {
  const title = (text: string, ...uses: MapperUse[]) => titleOf({ text, uses })
  const acme = use('p', 'Acme')
  expect(title('\n  /* For Okta */\nlocal x = 1;', acme)).toBe('For Okta')
  expect(title('# Python habit\n{}', acme)).toBe('Python habit')
  expect(title('  local x = 1;  \n{}', acme, use('s', 'Beta'))).toBe('Mapper of Acme')
  expect(title('//\n{}', acme)).toBe('Mapper of Acme')
  expect(title('', acme)).toBe('Mapper of Acme')
  expect(title('  local x = 1;  \n{}')).toBe('local x = 1;')
  expect(title('//\n{}')).toBe('//')
  expect(title('')).toBe('Empty text')
})

it('tells a mapper of a SCIM client apart, and filters by it', () => {
  const client = use('p', 'Okta provisioning', { connectionKey: 'scim:okta', kind: 'scim' })
  const with2 = { ...source, entries: [...source.entries, entry('d', '{ }', [client])] }
  const { rows, counts } = mapperRows(with2, { words: '', part: 'scim' })
  expect(rows.map(({ id, scim }) => [id, scim])).toEqual([['d', true]])
  expect(counts.scim).toBe(1)
  expect(mapperRows(source, { words: '', part: 'all' }).counts.scim).toBe(0)
})
