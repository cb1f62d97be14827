import { expect, it } from 'vitest'
import { countNews, pathsOfItem, settledPaths } from '../../../../src/core/team-folder/news'
import type { Standing } from '../../../../src/core/team-folder/standing'
import { itemId } from '../../../../src/core/team-folder/team'
import {
  filesFor,
  hashOf,
  readFiles,
  safeMapper,
  sampleState,
} from '../../../support/states/team-folder'

const files = filesFor(sampleState())
const folder = readFiles(files)
const hashes = new Map([...files].map(([path, text]) => [path, hashOf(text)]))
const all = Object.fromEntries(hashes)
const live = { kind: 'project', name: 'live' } as const
const pair = { kind: 'pair', name: 'live--stage' } as const
const mapper = { kind: 'mapper', name: hashOf(safeMapper) } as const
const ids = [...folder.projects.keys()].map((name) => itemId({ kind: 'project', name }))
const standings = (more: Record<string, Standing> = {}) =>
  new Map<string, Standing>([
    ...[...ids, itemId(pair), itemId(mapper)].map((id) => [id, 'same'] as const),
    ...(Object.entries(more) as [string, Standing][]),
  ])
const settled = (more: Record<string, Standing> = {}, has = (_name: string) => true) =>
  settledPaths(hashes.keys(), folder, standings(more), has)
const news = (paths: readonly string[]) =>
  countNews(hashes, Object.fromEntries(paths.map((path) => [path, hashes.get(path) ?? ''])))

it('counts things and not their files, and none that is as it was', () => {
  expect(countNews(hashes, all)).toBe(0)
  expect(countNews(hashes, {})).toBe(ids.length + 1 + folder.mappers.size)
  const [about = ''] = [...files.keys()].filter((path) => path.endsWith('about.json'))
  const other = new Map([...hashes, ['projects/live.json', 'x'], ['publishes/live.json', 'x']])
  expect(countNews(other, all)).toBe(1)
  expect(countNews(new Map([...other, [about, 'x'], ['README.md', 'x']]), all)).toBe(2)
})

it('leaves out what the app has, what is older in the folder, and projects that are not here', () => {
  expect(news(settled())).toBe(0)
  expect(news(settled({ [itemId(live)]: 'app-newer' }))).toBe(0)
  expect(news(settled({ [itemId(pair)]: 'both', [itemId(mapper)]: 'only-folder' }))).toBe(2)
  expect(news(settled({ [itemId(live)]: 'only-folder' }, (name) => name !== 'live'))).toBe(0)
})

it('has a project with its mapper open until it is taken', () => {
  const open = settled({ [itemId(live)]: 'folder-newer' })
  expect(news(open)).toBe(2)
  const taken = [...open, ...pathsOfItem(hashes.keys(), folder, live)]
  expect(news(taken)).toBe(0)
  expect(pathsOfItem(hashes.keys(), folder, pair)).toEqual(['pairs/live--stage.json'])
  expect(pathsOfItem(hashes.keys(), folder, mapper).every((path) => /about|case/.test(path))).toBe(
    true,
  )
})
