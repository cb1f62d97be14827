import { mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  hashOf,
  readTeamFiles,
  teamFolderLimits,
} from '../../../../../src/main/files/team-folder/read-team-files'
import { readTeamFolder } from '../../../../../src/core/team-folder/read-folder'
import {
  removeTeamFile,
  writeTeamFile,
} from '../../../../../src/main/files/team-folder/write-team-files'
import { temporaryFolder } from '../../../../support/services/temporary'

let root: string
let outside: string
beforeEach(async () => {
  root = await temporaryFolder()
  outside = await temporaryFolder()
})
afterEach(async () => {
  await rm(outside, { recursive: true, force: true })
})

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), content)
}
const told = async () =>
  (await readTeamFiles(root)).problems.map(({ path, words }) => `${path}: ${words}`)

test('only the files of a team folder are read, and what lies beside them is no problem', async () => {
  await put('projects/a.json', '{}')
  await put('.git/config', 'secret')
  await put('src/main.ts', '')
  await put('projects/.hidden.json', '')
  await put('projects/notes.txt', '')
  await put('mappers/a/mapper.jsonnet', '{}')
  await put('mappers/README.md', '')
  const { files, hashes, problems } = await readTeamFiles(root)
  expect([...files.keys()]).toEqual(['projects/a.json', 'mappers/a/mapper.jsonnet'])
  expect(hashes.get('projects/a.json')).toBe(hashOf('{}'))
  expect(problems).toEqual([])
})

test('links, pipes, folders, large files and what is no text are told and passed over', async () => {
  await writeFile(join(outside, 'a.json'), 'outside')
  await put('projects/big.json', '')
  await rm(join(root, 'projects/big.json'))
  await symlink(join(outside, 'a.json'), join(root, 'projects/link.json'))
  await symlink(outside, join(root, 'pairs'))
  await mkdir(join(root, 'projects/dir.json'))
  await put('mappers/a/about.json', new Uint8Array(4_000_001))
  await put('mappers/a/mapper.jsonnet', Uint8Array.of(0xff, 0xfe))
  expect((await told()).toSorted()).toEqual([
    'mappers/a/about.json: It is larger than 4 MB',
    'mappers/a/mapper.jsonnet: It is not UTF-8 text',
    'pairs: It is a link, which may lead out of the folder: it is neither read nor written',
    'projects/dir.json: It is not a regular file',
    'projects/link.json: It is a link, which may lead out of the folder: it is neither read nor written',
  ])
  const { files } = await readTeamFiles(root)
  expect([...files.values()].join()).not.toContain('outside')
})

/** Why the folder is refused; nothing of it is kept then. */
async function whyRefused(): Promise<string | undefined> {
  const contents = await readTeamFiles(root)
  const folder = readTeamFolder(contents)
  if (folder.refused !== undefined)
    expect([contents.files.size, folder.projects.size]).toEqual([0, 0])
  return folder.refused
}

test('a folder of too many bytes is refused as a whole, by the largest file, before it is read', async () => {
  const size = teamFolderLimits.bytes.project
  // Three files of holes, which take no room on the disk.
  for (const name of ['a', 'b', 'c']) {
    await put(`projects/${name}.json`, '')
    await truncate(join(root, `projects/${name}.json`), size - (name === 'b' ? 0 : 1_000_000))
  }
  expect(await whyRefused()).toBe(
    'The folder is too large: its files have 190 MB together, and may have 128 MB. The largest is ' +
      'projects/b.json with 64 MB',
  )
})

test('a folder of too many values is refused, though it has few bytes', async () => {
  const half = `[${'1,'.repeat(teamFolderLimits.valuesInAll / 2)}1]`
  await put('projects/a.json', half)
  expect(await whyRefused()).toBeUndefined()
  await put('projects/b.json', half)
  expect(await whyRefused()).toContain('too many values. projects/b.json was read last')
})

test('a folder of too many files is refused', async () => {
  await mkdir(join(root, 'pairs'))
  const names = Array.from({ length: teamFolderLimits.files + 1 }, (_, at) => `${at}.json`)
  for (const name of names) writeFileSync(join(root, 'pairs', name), '')
  expect(await whyRefused()).toContain('and may have 20,000')
})

test('a file is written whole, and only in the place of what was expected', async () => {
  const write = (text: string, expected?: string) =>
    writeTeamFile(root, { path: 'projects/a.json', text, ...(expected ? { expected } : {}) })
  const read = () => readFile(join(root, 'projects/a.json'), 'utf8')
  expect(await write('one')).toEqual({ kind: 'done' })
  // It was not there when it was shown, and is now.
  expect(await write('two')).toEqual({ kind: 'changed' })
  expect(await write('two', hashOf('other'))).toEqual({ kind: 'changed' })
  expect(await read()).toBe('one')
  expect(await write('two', hashOf('one'))).toEqual({ kind: 'done' })
  expect(await read()).toBe('two')
  await rm(join(root, 'projects/a.json'))
  expect(await write('three', hashOf('two'))).toEqual({ kind: 'changed' })
  expect(await readdir(join(root, 'projects'))).toEqual([])
})

test('nothing is written or removed through a link, and nothing that is not ours', async () => {
  await symlink(outside, join(root, 'projects'))
  const refused = await writeTeamFile(root, { path: 'projects/a.json', text: 'x' })
  expect(refused.kind).toBe('failed')
  await put('mappers/a/about.json', 'x')
  await rm(join(root, 'mappers/a/about.json'))
  await symlink(join(outside, 'b'), join(root, 'mappers/a/about.json'))
  const linked = await writeTeamFile(root, { path: 'mappers/a/about.json', text: 'x' })
  expect(linked).toEqual({ kind: 'changed' })
  expect(await readdir(outside)).toEqual([])
  for (const path of ['.git/config', '../x.json', 'projects/../../x.json', 'src/a.ts']) {
    await expect(writeTeamFile(root, { path, text: '' })).rejects.toThrow('Not a file')
    await expect(removeTeamFile(root, { path })).rejects.toThrow('Not a file')
  }
})

test('a removed file takes its empty folder along, and one that changed stays', async () => {
  await put('mappers/a/mapper.jsonnet', 'x')
  await put('mappers/b/mapper.jsonnet', 'x')
  await put('mappers/b/own.txt', 'x')
  const remove = (path: string, content: string) =>
    removeTeamFile(root, { path, expected: hashOf(content) })
  expect(await remove('mappers/a/mapper.jsonnet', 'y')).toEqual({ kind: 'changed' })
  expect(await remove('mappers/a/mapper.jsonnet', 'x')).toEqual({ kind: 'done' })
  expect(await remove('mappers/b/mapper.jsonnet', 'x')).toEqual({ kind: 'done' })
  expect(await readdir(join(root, 'mappers'))).toEqual(['b'])
})
