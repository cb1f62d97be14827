import { expect, it } from 'vitest'
import {
  titleOf,
  type LibraryEntry,
  type MapperUse,
} from '../../../../../src/core/mapper/library/entry'
import { libraryRows, type LibrarySource } from '../../../../../src/core/mapper/library/rows'

const use = (projectId: string, label: string, more: Partial<MapperUse> = {}): MapperUse => ({
  projectId: projectId as never,
  connectionKey: `oidc:${label}`,
  label,
  kind: 'generic',
  state: 'server',
  ambiguous: false,
  ...more,
})
const entry = (id: string, text: string, uses: MapperUse[], more: Partial<LibraryEntry> = {}) => ({
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

const source: LibrarySource = {
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
  checks: new Map([
    ['a', { errors: 1, warnings: 0, hints: 2, cases: 2, failing: ['one'] }],
    ['b', { errors: 0, warnings: 0, hints: 3, cases: 0, failing: [] }],
  ]),
  notes: { b: { name: 'Beta mapper', notes: 'asked by Ann', at: '2026-11-27T06:00:00Z' } },
}
const ids = (words: string, part: Parameters<typeof libraryRows>[1]['part'] = 'all') =>
  libraryRows(source, { words, part }).rows.map(({ id }) => id)

it('shows named mappers first, then those with most uses', () => {
  expect(ids('')).toEqual(['b', 'https://elsewhere.example/m', 'a'])
})

it('finds words in names, notes, texts, projects and connections', () => {
  expect(ids('ann')).toEqual(['b'])
  expect(ids('GROUPS okta')).toEqual(['a'])
  expect(ids('acme test')).toEqual(['a'])
  expect(ids('epsilon')).toEqual(['https://elsewhere.example/m'])
  expect(ids('beta epsilon')).toEqual([])
})

it('counts the parts of what has the words, and shows one of them', () => {
  const { counts } = libraryRows(source, { words: '', part: 'failing' })
  expect(counts).toEqual({ all: 3, findings: 2, failing: 1, near: 1, unreadable: 1, named: 1 })
  // A hint is a finding in the row, and so in the part.
  expect(ids('', 'findings')).toEqual(['b', 'a'])
  expect(ids('', 'failing')).toEqual(['a'])
  expect(ids('', 'unreadable')).toEqual(['https://elsewhere.example/m'])
  expect(ids('ann', 'near')).toEqual([])
})

it('says how far a mapper reaches', () => {
  const [named, , first] = libraryRows(source, { words: '', part: 'all' }).rows
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
