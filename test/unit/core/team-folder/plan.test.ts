import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkTeamFolder } from '../../../../src/core/team-folder/check'
import { documentText } from '../../../../src/core/team-folder/document'
import { planWrites } from '../../../../src/core/team-folder/plan'
import {
  publishFileText,
  readPublishFile,
  teamPublishOf,
  type TeamPublish,
} from '../../../../src/core/team-folder/publish-file'
import type { TeamItem, TeamState } from '../../../../src/core/team-folder/team'
import {
  filesFor,
  hashesOf,
  hashOf,
  organization,
  otherMapper,
  projectAt,
  publish,
  readFiles,
  safeMapper,
  said,
  sampleState,
  savedCase,
  stateOf,
  withMapper,
} from '../../../support/states/team-folder'

const live: TeamItem = { kind: 'project', name: 'live' }
const stage: TeamItem = { kind: 'project', name: 'stage' }
const pair: TeamItem = { kind: 'pair', name: 'live--stage' }
const mapper: TeamItem = { kind: 'mapper', name: hashOf(safeMapper) }

function plan(
  app: TeamState,
  chosen: readonly TeamItem[],
  files: ReadonlyMap<string, string>,
  seen = hashesOf(files),
) {
  return planWrites({
    chosen,
    app,
    folder: readFiles(files),
    present: hashesOf(files),
    seen,
    hashOf,
  })
}
const pathsOf = (items: readonly { path: string }[] | undefined) => items?.map(({ path }) => path)
const newer = (mapperText: string) => ({
  ...sampleState(),
  ...stateOf([
    projectAt('live', { organizations: [organization], oidc: [withMapper('a', mapperText)] }),
    projectAt('stage', { organizations: [organization], oidc: [withMapper('a', safeMapper)] }),
  ]),
  published: sampleState().published,
  mappers: sampleState().mappers,
})

test('into an empty folder everything is written once, and a second time nothing is', () => {
  const state = sampleState()
  const all = [live, stage, pair, mapper]
  const first = plan(state, all, new Map())
  expect(pathsOf(first.first)).toEqual(['README.md', '.gitattributes', 'team-folder.json'])
  expect(first.items.map(({ write }) => write.length)).toEqual([3, 2, 1, 3])
  expect(first.items.every(({ conflicts, remove }) => conflicts.length + remove.length === 0)).toBe(
    true,
  )
  const files = filesFor(state)
  const second = plan(state, all, new Map([...files, ['README.md', 'Ours now']]))
  expect(second.first).toEqual([])
  expect(second.items.flatMap(({ write, remove }) => [...write, ...remove])).toEqual([])
})

test.each([
  ['changed', (files: Map<string, string>) => files.set('projects/live.json', '{}\n')],
  ['deleted', (files: Map<string, string>) => files.delete('projects/live.json')],
])(
  'a file that was %s after it was shown is a conflict, and nothing of its item is written',
  (_what, change) => {
    const seen = hashesOf(filesFor(sampleState()))
    const files = filesFor(sampleState())
    change(files)
    const [item] = plan(newer(otherMapper), [live], files, seen).items
    // A file that cannot be read is held back for that; one that is gone is a conflict.
    expect(item?.conflicts.length === 1 || item?.heldBack !== undefined).toBe(true)
  },
)

test('a change of the same project by somebody else after it was shown is a conflict', () => {
  const files = filesFor(sampleState())
  const seen = hashesOf(files)
  files.set('projects/live.json', (files.get('projects/live.json') ?? '').replace('client-a', 'b'))
  const { items } = plan(newer(safeMapper), [live, stage], files, seen)
  expect(items.map(({ conflicts }) => conflicts)).toEqual([['projects/live.json'], []])
  expect(pathsOf(plan(newer(safeMapper), [live], files).items[0]?.write)).toEqual([
    'projects/live.json',
  ])
})

test('only the files of what was chosen are written, and a mapper in use elsewhere stays', () => {
  const files = filesFor(sampleState())
  const [item] = plan(newer(otherMapper), [live], files).items
  expect(pathsOf(item?.write)).toEqual(['projects/live.json', 'mappers/label-of-a/mapper.jsonnet'])
  expect(item?.remove).toEqual([])
})

test('a mapper without a name is called after its only connection, and after none where several share it', () => {
  const shared = stateOf([
    projectAt('live', {
      oidc: [
        withMapper('a', safeMapper),
        withMapper('b', safeMapper),
        withMapper('c', otherMapper),
      ],
    }),
    projectAt('stage', { oidc: [withMapper('c', otherMapper)] }),
  ])
  const written = pathsOf(
    plan({ ...shared, mappers: new Map() }, [live], new Map()).items[0]?.write,
  )
  expect(written).toContain('mappers/shared-mapper/mapper.jsonnet')
  expect(written).toContain('mappers/label-of-c/mapper.jsonnet')
})

test('a mapper that nobody uses any more goes with what the app knows of it, and stays with more', () => {
  const gone = stateOf(
    ['live', 'stage'].map((slug) => projectAt(slug, { organizations: [organization] })),
    { mappers: sampleState().mappers, published: sampleState().published },
  )
  const files = filesFor(sampleState())
  const { items } = plan(gone, [live, stage], files)
  expect(pathsOf(items[0]?.remove)).toEqual([
    'mappers/pebble/mapper.jsonnet',
    'mappers/pebble/about.json',
    'mappers/pebble/ada.case.json',
  ])
  const more = { ...gone, mappers: new Map() }
  const stays = plan(more, [live, stage], files)
  expect(stays.items.flatMap(({ remove }) => remove)).toEqual([])
  expect(stays.remarks[0]).toContain('it stays')
})

test('a case that the app does not have goes when the app’s version is chosen', () => {
  const files = filesFor(sampleState())
  const cases = [{ id: 'eve.case.json', case: savedCase('Eve') }]
  const app = { ...sampleState(), mappers: new Map([[mapper.name, { ...said, cases }]]) }
  const [item] = plan(app, [mapper], files).items
  expect(pathsOf(item?.write)).toEqual(['mappers/pebble/eve.case.json'])
  expect(pathsOf(item?.remove)).toEqual(['mappers/pebble/ada.case.json'])
})

test('what cannot be read is not overwritten, and what the app does not have is not written', () => {
  const files = new Map([...filesFor(sampleState()), ['projects/live.json', '<<<<<<< HEAD']])
  const [item] = plan(newer(safeMapper), [live], files).items
  expect(item).toMatchObject({ write: [] })
  expect(item?.heldBack).toContain('could not be read')
  expect(plan(sampleState(), [live, pair], new Map()).items[1]?.heldBack).toContain('both projects')
  expect(plan(stateOf([]), [live], files).items[0]?.heldBack).toContain('does not have it')
  const marker = new Map([
    ['team-folder.json', '{"format":"sso-workbench/team-folder","version":9}'],
  ])
  expect(plan(sampleState(), [live], marker)).toMatchObject({ first: [], items: [{ write: [] }] })
})

test('whatever changed after it was shown, only files that are as they were shown are touched', () => {
  const seenFiles = filesFor(sampleState())
  const seen = hashesOf(seenFiles)
  const change = fc.record({
    path: fc.constantFrom(
      ...seenFiles.keys(),
      'projects/new.json',
      'mappers/label-of-a/about.json',
    ),
    how: fc.constantFrom('delete', 'space', 'empty', 'make'),
  })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
      const files = new Map(seenFiles)
      for (const { path, how } of changes) {
        if (how === 'delete') files.delete(path)
        else files.set(path, how === 'space' ? `${files.get(path) ?? ''} ` : '{}')
      }
      const present = hashesOf(files)
      for (const item of plan(newer(otherMapper), [live, stage, pair, mapper], files, seen).items) {
        const isHeld = item.heldBack !== undefined || item.conflicts.length > 0
        for (const { path, expected } of isHeld ? [] : [...item.write, ...item.remove]) {
          expect(present.get(path)).toBe(seen.get(path))
          expect(expected).toBe(seen.get(path))
        }
      }
    }),
    { numRuns: 100 },
  )
})

describe('the publish that a project stands for', () => {
  const at = (time: string): TeamPublish => ({ ...publish, at: `2026-11-${time}T00:00:00.000Z` })
  const knows = (state: TeamState, known: TeamPublish | undefined): TeamState => ({
    ...state,
    published: new Map(known ? [['live', known]] : []),
  })
  /** What comes of it where the folder has the 26th, or nothing. */
  function written(app: TeamState, there: TeamPublish | undefined = at('26')) {
    const files = filesFor(knows(sampleState(), there))
    const [item] = plan(app, [live], files).items
    const file = item?.write.find(({ path }) => path === 'publishes/live.json')
    return {
      writes: file && readPublishFile(file.text),
      removes: pathsOf(item?.remove)?.includes('publishes/live.json'),
    }
  }
  const nothing = { writes: undefined, removes: false }

  test('is written with what it led to, and in the place of an earlier one', () => {
    const later = { writes: { ok: true, value: at('27') }, removes: false }
    expect(written(knows(newer(otherMapper), at('27')))).toEqual(later)
    expect(written(knows(sampleState(), at('27')))).toEqual(later)
  })

  test('stays where the same was written by whoever knows it better', () => {
    expect(written(knows(sampleState(), undefined))).toEqual(nothing)
    expect(written(knows(sampleState(), at('25')))).toEqual(nothing)
  })

  test('goes where the server has something else, of which no publish is known here', () => {
    const gone = { writes: undefined, removes: true }
    expect(written(knows(newer(otherMapper), undefined))).toEqual(gone)
  })

  test('of a project that the folder does not have is found by the check', () => {
    const files = filesFor(sampleState())
    files.set('publishes/other.json', publishFileText(publish))
    expect(checkTeamFolder({ files, problems: [] }, readFiles(files))).toEqual([
      { path: 'publishes/other.json', severity: 'error', words: 'There is no projects/other.json' },
    ])
  })

  test.each([
    ['a secret', { ...publish, summary: `key ory_wak_${'a1'.repeat(12)}` }, 'secret'],
    ['a line break', { ...publish, by: 'Kim\nWeber' }, 'by'],
    ['more than there is', { ...publish, revision: 'r' }, 'revision'],
    ['too much', { ...publish, summary: 'x'.repeat(201) }, 'summary'],
    ['no time', { ...publish, at: 'yesterday' }, 'at'],
  ])('with %s in its file is told, and not used', (_what, said, named) => {
    const reading = readPublishFile(documentText('team-publish', said))
    expect(reading).toMatchObject({ ok: false, words: expect.stringContaining(named) })
  })

  test('of an earlier record, or with a secret in it, says what can be said', () => {
    const endedAt = publish.at
    expect(teamPublishOf({ endedAt })).toEqual({ at: endedAt })
    const why = { summary: 'https://a.example/?token=abcdef0123456789', ticket: '  CHG-1 ' }
    expect(teamPublishOf({ endedAt, by: 'Kim', why })).toEqual({
      at: endedAt,
      by: 'Kim',
      ticket: 'CHG-1',
    })
  })
})
