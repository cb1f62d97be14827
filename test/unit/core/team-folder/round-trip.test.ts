import fc from 'fast-check'
import { expect, test } from 'vitest'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import type { JsonObject } from '../../../../src/core/model/json'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import type { FileEntry } from '../../../../src/core/set-up-file/form'
import { makeSetUpFile, setUpFileText } from '../../../../src/core/set-up-file/write'
import { checkTeamFolder } from '../../../../src/core/team-folder/check'
import { saidAlike, stateOfFolder } from '../../../../src/core/team-folder/merge'
import { standingsOf } from '../../../../src/core/team-folder/standing'
import type { TeamState } from '../../../../src/core/team-folder/team'
import { teamFileAt } from '../../../../src/core/team-folder/paths'
import { scimEntry } from '../../../support/states/radar'
import { arbitraryProvisioned } from '../../../support/states/snapshots'
import {
  emptyFolder,
  filesFor,
  hashOf,
  organization,
  otherMapper,
  pairMemory,
  projectAt,
  readFiles,
  safeMapper,
  said,
  sampleState,
  savedCase,
  stateOf,
  withMapper,
  publish,
} from '../../../support/states/team-folder'

const mappers = fc.constantFrom(
  safeMapper,
  otherMapper,
  '{}',
  '// two\r\nlines of Windows',
  '\n\n',
  '// ünï\u2028code 🎈',
)

/** Two projects whose connections and SCIM clients have one mapper or another. */
const states = fc
  .record({ one: arbitraryProvisioned, other: arbitraryProvisioned, texts: fc.array(mappers) })
  .map(({ one, other, texts }): TeamState => {
    const projects = [one, other].map((snapshot, at) => {
      const { file } = makeSetUpFile(setUpOf(snapshot), new Map())
      const slug = ['live', 'stage'][at] ?? ''
      const withText = <Entry extends FileEntry>(entry: Entry, index: number): Entry => {
        const text = texts[(index + at) % Math.max(1, texts.length)]
        const mapper: JsonObject = text === undefined ? {} : { mapper_url: toMapperUrl(text) }
        return { ...entry, fields: { ...entry.fields, ...mapper } }
      }
      const connections = file.connections.map(withText)
      const clients = file.scimClients?.map(withText)
      const said = clients ? { scimClients: clients } : {}
      const project = { name: slug, slug, environment: 'staging' as const, hosts: ['b.x', 'a.x'] }
      return [slug, { ...file, project, connections, ...said }] as const
    })
    return {
      projects: new Map(projects),
      published: new Map([['live', publish]]),
      pairs: new Map([['live--stage', pairMemory]]),
      mappers: new Map([[hashOf(safeMapper), said]]),
    }
  })

test('what is written reads as the same state, and writing that again is the same bytes', () => {
  fc.assert(
    fc.property(states, (state) => {
      const files = filesFor(state)
      const folder = readFiles(files)
      expect(folder.problems).toEqual([])
      expect(standingsOf(state, folder, new Map(), hashOf).filter(isOther(state))).toEqual([])
      expect(filesFor(stateOfFolder(folder), folder)).toEqual(files)
      // Somebody else with the same state writes the same, whatever the order of theirs.
      const turned = { ...state, projects: new Map([...state.projects].toReversed()) }
      expect(Object.fromEntries(filesFor(turned))).toEqual(Object.fromEntries(files))
    }),
    { numRuns: 60 },
  )
})

/** What is said of a mapper that no connection uses has no place. */
const isOther =
  (state: ReturnType<typeof sampleState>) =>
  ({ item, standing }: ReturnType<typeof standingsOf>[number]) => {
    const texts = [...state.projects.values()].flatMap(({ connections }) =>
      connections.map(({ fields }) => fields['mapper_url']),
    )
    return (
      standing !== 'same' && (item.kind !== 'mapper' || texts.includes(toMapperUrl(safeMapper)))
    )
  }

test('the sample has readable files, in words and lines, with one newline at the end', () => {
  const files = filesFor(sampleState())
  expect([...files.keys()].toSorted()).toEqual([
    '.gitattributes',
    'README.md',
    'mappers/pebble/about.json',
    'mappers/pebble/ada.case.json',
    'mappers/pebble/mapper.jsonnet',
    'pairs/live--stage.json',
    'projects/live.json',
    'projects/stage.json',
    'publishes/live.json',
    'team-folder.json',
  ])
  expect(files.get('mappers/pebble/mapper.jsonnet')).toBe(safeMapper)
  expect(files.get('mappers/pebble/about.json')).toContain('"second line"')
  const live = files.get('projects/live.json') ?? ''
  expect(live).toContain('"mapper_file": "mappers/pebble/mapper.jsonnet"')
  expect(live).not.toContain('base64')
  expect(live.indexOf('"provider"')).toBeLessThan(live.indexOf('"scope"'))
  for (const [path, text] of files) {
    expect(teamFileAt(path)).toBeDefined()
    expect(text.endsWith('\n') && !text.endsWith('\n\n') && !text.includes('\r')).toBe(true)
  }
  expect(checkTeamFolder({ files, problems: [] }, readFiles(files))).toEqual([])
})

test('a mapper keeps its place when its text changes, and a second text gets one of its own', () => {
  const before = filesFor(sampleState())
  const folder = readFiles(before)
  const everywhere = stateOf([
    projectAt('live', { organizations: [organization], oidc: [withMapper('a', otherMapper)] }),
    projectAt('stage', { organizations: [organization], oidc: [withMapper('a', otherMapper)] }),
  ])
  expect(filesFor(everywhere, folder).get('mappers/pebble/mapper.jsonnet')).toBe(otherMapper)
  const [live] = everywhere.projects.values()
  const once = { ...sampleState(), projects: new Map(sampleState().projects) }
  if (live) once.projects.set('live', live)
  const files = filesFor(once, folder)
  expect(files.get('mappers/pebble/mapper.jsonnet')).toBe(safeMapper)
  expect(files.get('mappers/label-of-a/mapper.jsonnet')).toBe(otherMapper)
})

test('one change of one field changes one line of the folder', () => {
  const state = sampleState()
  const files = filesFor(state)
  const live = projectAt('live', {
    organizations: [organization],
    oidc: [withMapper('a', safeMapper, { client_id: 'another' })],
  })
  const [changed] = stateOf([live]).projects.values()
  const after = filesFor(
    { ...state, projects: new Map([...state.projects, ['live', changed ?? never()]]) },
    readFiles(files),
  )
  const lines = [...files].flatMap(([path, text]) => {
    const now = (after.get(path) ?? '').split('\n')
    return text.split('\n').filter((line, at) => line !== now[at])
  })
  expect(lines).toEqual(['        "client_id": "client-a",'])
})

const never = (): never => {
  throw new Error('There is no such project')
}

test('cases get names that every system has, and none is lost to another', () => {
  const cases = ['Ünï.case.json', 'uni.case.json', 'con.case.json', 'a b.case.json'].map(
    (id, at) => ({ id, case: savedCase(`Case ${at}`) }),
  )
  const state = { ...sampleState(), mappers: new Map([[hashOf(safeMapper), { ...said, cases }]]) }
  const paths = [...filesFor(state).keys()].filter((path) => path.endsWith('.case.json'))
  expect(paths.map((path) => path.slice('mappers/pebble/'.length)).toSorted()).toEqual([
    'a-b.case.json',
    'case-con.case.json',
    'uni-2.case.json',
    'uni.case.json',
  ])
  expect(standingsOf(state, readFiles(filesFor(state)), new Map(), hashOf).every(isSame)).toBe(true)
})

const isSame = ({ standing }: { standing: string }) => standing === 'same'

test('who changed an item is told by what both had last', () => {
  const state = sampleState()
  const folder = readFiles(filesFor(state))
  const base = new Map(
    standingsOf(state, folder, new Map(), hashOf).map(({ item, app = '' }) => [
      `${item.kind} ${item.name}`,
      app,
    ]),
  )
  const newer = stateOf([
    projectAt('live', { organizations: [organization], oidc: [] }),
    projectAt('stage', { organizations: [organization], oidc: [withMapper('a', safeMapper)] }),
  ])
  const standing = (app: typeof state, there: typeof folder, name = 'live') =>
    standingsOf(app, there, base, hashOf).find(({ item }) => item.name === name)?.standing
  expect(standing(newer, folder)).toBe('app-newer')
  const theirs = readFiles(filesFor(newer))
  expect(standing(state, theirs)).toBe('folder-newer')
  const third = stateOf([projectAt('live', { oidc: [] })])
  expect(standing(third, theirs)).toBe('both')
  expect(standing(third, theirs, 'stage')).toBe('only-folder')
  expect(standing(state, emptyFolder)).toBe('only-app')
  expect(setUpFileText(theirs.projects.get('live')?.file ?? never())).toContain('Pebble')
})

test('a file names the fields that it leaves out, in an order of their own', () => {
  const odd = withMapper('a', safeMapper, {
    x_rollout: { token: 'canary' },
    x_limits: { key: 'canary' },
  })
  const files = filesFor(stateOf([projectAt('live', { oidc: [odd] })]))
  const text = files.get('projects/live.json') ?? ''
  expect(text).not.toContain('canary')
  expect(JSON.parse(text).connections).toMatchObject([{ withheld: ['x_limits', 'x_rollout'] }])
})

test('a SCIM client stands in the file of its project and names the file of its mapper', () => {
  const parts = { organizations: [organization], oidc: [withMapper('a', safeMapper)] }
  const client = scimEntry('people', 'o', {
    mapper_url: toMapperUrl(otherMapper),
    authorization_header_secret: 'canary-secret',
  })
  const shared = scimEntry('shared', 'o', { mapper_url: toMapperUrl(safeMapper) })
  const state = stateOf([projectAt('live', { ...parts, scimClients: [shared, client] })])
  const files = filesFor(state)
  expect([...files.values()].join()).not.toContain('canary-secret')
  expect(JSON.parse(files.get('projects/live.json') ?? '')).toMatchObject({
    scim_clients: [
      {
        id: 'people',
        mapper_file: 'mappers/label-of-people/mapper.jsonnet',
        fields: { label: 'Label of people', organization_id: 'o', state: 'enabled' },
      },
      { id: 'shared', mapper_file: 'mappers/shared-mapper/mapper.jsonnet' },
    ],
  })
  expect(files.get('mappers/label-of-people/mapper.jsonnet')).toBe(otherMapper)
  const folder = readFiles(files)
  expect(folder.problems).toEqual([])
  expect(checkTeamFolder({ files, problems: [] }, folder)).toEqual([])
  expect(folder.projects.get('live')?.uses.get('scim:people')).toBe('label-of-people')
  expect(folder.projects.get('live')?.file).toEqual(state.projects.get('live'))
})

test('a folder of the version before is read as it is, and writing it again changes no byte', () => {
  const parts = { organizations: [organization], oidc: [withMapper('a', safeMapper)] }
  const files = filesFor(stateOf([projectAt('live', parts)]))
  expect(files.get('projects/live.json')).not.toContain('scim_clients')
  const folder = readFiles(files)
  const there = folder.projects.get('live')?.file
  expect(there?.scimClients).toBeUndefined()
  expect(filesFor(stateOfFolder(folder), folder)).toEqual(files)
  // That the project has none is no news to it; that it has one is.
  const standing = (scimClients: readonly JsonObject[] | undefined) => {
    const [own] = stateOf([
      projectAt('live', { ...parts, ...(scimClients ? { scimClients } : {}) }),
    ]).projects.values()
    const projects = new Map(own ? [['live', saidAlike(own, there)]] : [])
    const state = { ...stateOfFolder(folder), projects }
    return standingsOf(state, folder, new Map(), hashOf).find(({ item }) => item.kind === 'project')
      ?.standing
  }
  expect(standing([])).toBe('same')
  expect(standing(undefined)).toBe('same')
  expect(standing([scimEntry('people', 'o')])).toBe('both')
})

test('who may not read SCIM clients takes none away from the folder', () => {
  const parts = { organizations: [organization] }
  const state = stateOf([projectAt('live', { ...parts, scimClients: [scimEntry('people', 'o')] })])
  const there = readFiles(filesFor(state)).projects.get('live')?.file
  const [own] = stateOf([projectAt('live', parts)]).projects.values()
  if (!own || !there) throw new Error('Both are there')
  expect(saidAlike(own, there)).toEqual(there)
  expect(saidAlike(own, undefined)).toBe(own)
})
