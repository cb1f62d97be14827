import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkTeamFolder } from '../../../../src/core/team-folder/check'
import { isPortable, teamFileAt } from '../../../../src/core/team-folder/paths'
import { firstMemory } from '../../../../src/core/compare/memory'
import { pairFileText } from '../../../../src/core/team-folder/pair-file'
import { sharedNotes } from '../../../../src/core/team-folder/mapper-files'
import {
  filesFor,
  hashOf,
  readFiles,
  safeMapper,
  said,
  sampleState,
  savedCase,
} from '../../../support/states/team-folder'

const good = () => filesFor(sampleState())
const words = (path: string, text: string) => {
  const folder = readFiles(new Map([...good(), [path, text]]))
  return { folder, told: folder.problems.filter((problem) => problem.path === path) }
}
const changed = (path: string, from: string, to: string) =>
  words(path, (good().get(path) ?? '').replace(from, to))

test.each([
  ['projects/live.json', '['.repeat(100_000), 'nested deeper'],
  ['projects/live.json', '{"__proto__": {"format": 1}}', '__proto__'],
  ['projects/live.json', '<<<<<<< HEAD', 'not JSON'],
  ['projects/live.json', '', 'empty'],
  ['projects/live.json', '{"format":"sso-workbench/team-project","version":2}', 'newer version'],
  ['projects/Live.json', '{}', 'letters in lower case'],
  ['projects/con.json', '{}', 'letters in lower case'],
  ['projects/deep/er.json', '{}', 'letters in lower case'],
  ['pairs/stage--live.json', '{}', 'letters in lower case'],
  ['pairs/live--stage.json', '{"format":"sso-workbench/team-pair","version":1}', '“left”'],
  ['mappers/pebble/about.json', '{"format":"sso-workbench/team-mapper","version":1,"x":1}', '“x”'],
  ['mappers/pebble/ada.case.json', '{"name":"x"}', 'no case'],
  ['mappers/pebble/mapper.from-app.jsonnet', '{}', 'what the app had'],
  [
    'mappers/lost/about.json',
    '{"format":"sso-workbench/team-mapper","version":1}',
    'mapper.jsonnet',
  ],
])('%s is refused in words, and the rest is read', (path, text, expected) => {
  const { folder } = words(path, text)
  expect(folder.problems.map((problem) => problem.words).join('\n')).toContain(expected)
  expect(folder.projects.has('stage')).toBe(true)
})

test.each([
  ['projects/live.json', '"mappers/pebble/mapper.jsonnet"', '"../../etc/passwd"'],
  ['projects/live.json', '"mappers/pebble/mapper.jsonnet"', '"mappers/none/mapper.jsonnet"'],
  ['projects/live.json', '"slug": "live"', '"slug": "other"'],
  ['projects/live.json', '"client_id": "client-a"', '"client_secret": "canary-4711"'],
  ['projects/live.json', '"client-a"', '"ory_pat_canary4711canary4711"'],
  ['pairs/live--stage.json', 'stage.example', 'https://u:canary-4711@stage.example'],
  ['mappers/pebble/about.json', 'second line', 'ory_pat_canary4711canary4711'],
  ['mappers/pebble/ada.case.json', '"email"', '"access_token": "canary-4711", "email"'],
  ['mappers/pebble/mapper.jsonnet', 'local', '// ory_pat_canary4711canary4711\nlocal'],
])('what is wrong in %s is told: %s to %s', (path, from, to) => {
  const { told, folder } = changed(path, from, to)
  expect(told.length).toBeGreaterThan(0)
  expect(JSON.stringify(told)).not.toContain('canary')
  const files = good()
  expect(checkTeamFolder({ files, problems: folder.problems }, folder).length).toBeGreaterThan(0)
})

test('a newer folder is refused as a whole', () => {
  const { folder } = words('team-folder.json', '{"format":"sso-workbench/team-folder","version":7}')
  expect(folder.refused).toBe('The folder was made by a newer version of this app')
  expect(folder.projects.size).toBe(0)
})

test('line ends of Windows from a checkout are no other text, and the check says so', () => {
  const crlf = (text: string) => text.replaceAll('\n', '\r\n')
  const files = new Map([...good()].map(([path, text]) => [path, crlf(text)]))
  const folder = readFiles(files)
  expect(folder.problems).toEqual([])
  expect(folder.mappers.get('pebble')?.hash).toBe(hashOf(safeMapper))
  const found = checkTeamFolder({ files, problems: [] }, folder)
  expect(new Set(found.map((finding) => finding.words)).size).toBe(1)
  expect(found[0]?.words).toContain('Windows line ends')
})

test('whatever a path and a text are, nothing is thrown', () => {
  const path = fc.oneof(
    fc.string(),
    fc.constantFrom(...good().keys(), 'projects/../x.json', '.git/config', 'mappers/a/b/c.json'),
  )
  const json = fc
    .json()
    .map((text) => text.replace(/^\{/, '{"format":"sso-workbench/team-project",'))
  fc.assert(
    fc.property(path, fc.oneof(fc.string(), json), (at, text) => {
      const { folder } = words(at, text)
      expect(folder.problems.every((problem) => problem.words !== '')).toBe(true)
      expect(teamFileAt('.git/config') ?? teamFileAt('../README.md')).toBeUndefined()
    }),
    { numRuns: 120 },
  )
})

test('names that only some systems have are not taken', () => {
  expect(
    ['con', 'nul', 'com1', 'A', 'a.b', 'a b', '', '-', 'a--b', 'é'].filter(isPortable),
  ).toEqual([])
  expect(['a', 'calm-turing-abcdefghij', '1'].every(isPortable)).toBe(true)
})

test('nothing that may be a secret is written, and what a draft made is not either', () => {
  const canary = 'ory_pat_canary4711canary4711'
  const said2 = sharedNotes({
    name: canary,
    notes: `x ${canary}`,
    cases: [
      { id: 'a.case.json', case: savedCase('A', { claims: { access_token: 'canary-4711' } }) },
      { id: `${canary}.case.json`, case: savedCase(canary) },
      ...said.cases,
    ],
  })
  expect(JSON.stringify(said2)).not.toContain('canary')
  expect(said2.shared.cases).toHaveLength(1)
  expect(said2.remarks).toHaveLength(4)
  const pair = pairFileText(
    { left: 'live', right: 'stage' },
    {
      ...firstMemory(false),
      matched: [{ kind: 'organization', left: 'new:1', right: 'o' }],
      forward: [{ what: 'scope', from: canary, to: '' }],
    },
  )
  expect(pair).not.toMatch(/canary|new:/)
})

test('a name and a note are shared without the white space around them', () => {
  const { shared, remarks } = sharedNotes({
    name: ' Pebble\n',
    notes: '\n two\n lines ',
    cases: [],
  })
  expect(shared).toEqual({ name: 'Pebble', notes: 'two\n lines', cases: [] })
  expect(remarks).toEqual([])
})
