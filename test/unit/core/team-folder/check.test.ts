import { expect, test } from 'vitest'
import { compare } from '../../../../src/core/compare/compare'
import { firstMemory } from '../../../../src/core/compare/memory'
import { setUpOfFile } from '../../../../src/core/set-up-file/set-up-of-file'
import { checkTeamFolder } from '../../../../src/core/team-folder/check'
import {
  mapperDifferences,
  pairDifferences,
  projectDifferences,
} from '../../../../src/core/team-folder/difference'
import { takenMemory, takenNotes } from '../../../../src/core/team-folder/merge'
import type { JsonObject } from '../../../../src/core/model/json'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import { scimEntry } from '../../../support/states/radar'
import {
  fileOf,
  filesFor,
  organization,
  pairMemory,
  projectAt,
  readFiles,
  safeMapper,
  said,
  sampleState,
  savedCase,
  stateOf,
  withMapper,
} from '../../../support/states/team-folder'

function found(change: (files: Map<string, string>) => void) {
  const files = filesFor(sampleState())
  change(files)
  return checkTeamFolder({ files, problems: [] }, readFiles(files)).map(
    ({ path, words, severity }) => `${severity} ${path}: ${words}`,
  )
}
const edit = (path: string, from: string, to: string) => (files: Map<string, string>) =>
  void files.set(path, (files.get(path) ?? '').replace(from, to))

test('a good folder has no findings', () => {
  expect(found(() => undefined)).toEqual([])
})

test.each([
  [
    edit('projects/live.json', '{\n  "format"', '{ "format"'),
    /error projects\/live.json: .*stable/,
  ],
  [edit('projects/live.json', 'https://a.example', 'http//a'), /error .*issuer_url: .*https/],
  [edit('projects/live.json', '"pebble.example"', '"pebble"'), /domains: “pebble” is not a domain/],
  [(files: Map<string, string>) => files.delete('projects/stage.json'), /no projects\/stage.json/],
  [(files: Map<string, string>) => files.delete('team-folder.json'), /this is no team folder/],
  [
    (files: Map<string, string>) => files.set('mappers/unused/mapper.jsonnet', '{}'),
    /mappers\/unused\/mapper.jsonnet: No project/,
  ],
  [edit('pairs/live--stage.json', '"left": "oidc:a"', '"left": "oidc:gone"'), /warning pairs/],
  [edit('pairs/live--stage.json', '"forward"', '"backwards"'), /“backwards” that is not known/],
])('%# what is wrong is found', (change, expected) => {
  expect(found(change).join('\n')).toMatch(expected)
})

test('what differs is told in both directions', () => {
  const [one, other] = ['a', 'b'].map((id) =>
    fileOf(
      projectAt('live', {
        organizations: [{ ...organization, label: `Label ${id}` }],
        oidc: [withMapper(id, safeMapper)],
      }),
    ),
  )
  if (!one || !other) throw new Error('There are two')
  const comparison = compare(setUpOfFile(one), setUpOfFile(other), firstMemory(true))
  const lines = projectDifferences(comparison, one, {
    ...other,
    project: { ...one.project, name: 'New' } as never,
  })
  expect(lines).toContainEqual({
    about: 'Label a',
    field: 'Label',
    app: 'Label a',
    folder: 'Label b',
  })
  expect(lines[0]).toMatchObject({ about: 'The project', field: 'Name', folder: 'New' })
  expect(pairDifferences(undefined, pairMemory)).toContainEqual({
    about: 'Named value, left to right',
    folder: 'issuer: “stage.example” to “live.example”',
  })
  expect(mapperDifferences(said, { ...said, name: 'Other', cases: [] })).toEqual([
    { about: 'Name', app: 'Pebble', folder: 'Other' },
    { about: 'Case “Ada”', app: 'has it' },
  ])
})

test('taking both loses nothing of either, and what is about a draft stays', () => {
  const mine = {
    ...firstMemory(false),
    matched: [{ kind: 'organization' as const, left: 'new:1', right: 'o' }],
  }
  const both = takenMemory(mine, pairMemory, 'both')
  expect(both.matched).toHaveLength(2)
  expect(both.expected).toHaveLength(7)
  expect(takenMemory(mine, pairMemory, 'folder').matched).toHaveLength(2)
  const theirs = {
    name: 'B',
    notes: 'Theirs',
    cases: [{ id: 'ada.case.json', case: savedCase('Eve') }],
  }
  const merged = takenNotes(said, theirs, 'both')
  expect(merged).toMatchObject({ name: 'Pebble', notes: `${said.notes}\n\nTheirs` })
  expect(merged.cases.map(({ id }) => id)).toEqual(['ada.case.json', 'ada-2.case.json'])
  expect(takenNotes(said, theirs, 'folder')).toEqual(theirs)
})

test('a SCIM client is judged by the rules of its form, but for a secret, which no file has', () => {
  const client = (id: string, more: JsonObject = {}) =>
    scimEntry(id, 'o', { mapper_url: toMapperUrl(safeMapper), ...more })
  const check = (...scimClients: readonly JsonObject[]) => {
    const files = filesFor(
      stateOf([projectAt('live', { organizations: [organization], scimClients })]),
    )
    return checkTeamFolder({ files, problems: [] }, readFiles(files)).map(({ words }) => words)
  }
  expect(check(client('people'))).toEqual([])
  expect(check(client('No Space'), client('b', { organization_id: 'gone', state: 'odd' }))).toEqual(
    [
      'SCIM client “Label of No Space”, client_id: Use the letters a to z, digits, hyphens and underscores only: it is part of a URL',
      'SCIM client “Label of b”, organization_id: The organization does not exist or is deleted',
      'SCIM client “Label of b”, state: Ory knows “enabled” and “disabled” alone',
    ],
  )
})
