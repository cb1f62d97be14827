import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { createCaseFiles, type CaseFiles } from '../../../../../src/main/files/cases/case-files'
import { casesOfMapper, workingCases } from '../../../../../src/main/files/cases/case-folders'
import { isCaseFile } from '../../../../../src/main/files/cases/read-cases'
import { caseNamed, hashOf, namesOf } from '../../../../support/mapping/cases'
import { atOry } from '../../../../support/states/project-ids'
import { projectFileName } from '../../../../../src/core/model/project-id'
import { temporaryFolder } from '../../../../support/services/temporary'

const projectId = atOry('b1f6a2b4-0000-4000-8000-000000000001')
const other2 = atOry('b1f6a2b4-0000-4000-8000-000000000002')
const working = workingCases(projectId, 'oidc:a')
const kept = casesOfMapper(hashOf('{}'))
let folder: string
let files: CaseFiles

const named = (id: string) => ({ id: `${id}.case.json`, case: caseNamed(id) })
const place = (name: string) => join(folder, 'cases', ...name.split('/'))
const value = async (name: typeof kept) => {
  const listed = await files.list(name)
  if (!listed.ok) throw new Error(listed.error.message)
  return namesOf(listed.value)
}

beforeEach(async () => {
  folder = await temporaryFolder()
  files = createCaseFiles({ folder })
})

test('folders have names of which none leads elsewhere', () => {
  expect(() => casesOfMapper('../x')).toThrow()
  expect(() => workingCases('../x' as never, 'oidc:a')).toThrow()
  expect(workingCases(projectId, '../../x')).toMatch(/^working\/[0-9a-z@+.-]+\/[0-9a-f]{32}$/)
  for (const name of ['a.case.json', 'Größe 1.case.json']) expect(isCaseFile(name)).toBe(true)
  for (const name of [
    '.case.json',
    '.hidden.case.json',
    'a/b.case.json',
    'a\\b.case.json',
    'c:x.case.json',
    'a\n.case.json',
    'a.json',
    `${'x'.repeat(200)}.case.json`,
  ]) {
    expect(isCaseFile(name), name).toBe(false)
  }
})

describe('a copy', () => {
  test('is there as a whole or not at all', async () => {
    await files.put(kept, '{}', [named('a'), named('b')])
    expect(await files.has(working)).toBe(false)
    // What a kill left of an earlier one.
    await mkdir(`${place(working)}.new`, { recursive: true })
    await writeFile(join(`${place(working)}.new`, 'half.case.json'), '{')
    expect(await files.has(working)).toBe(false)
    expect((await files.copy(kept, working, '{ }')).ok).toBe(true)
    expect(await value(working)).toEqual(['a', 'b'])
    expect(await readFile(join(place(working), 'mapper.jsonnet'), 'utf8')).toBe('{ }')
    expect(await readdir(join(place(working), '..'))).toHaveLength(1)
    expect([...(await files.working(projectId, ['oidc:a', 'oidc:b']))]).toEqual([
      ['oidc:a', working],
    ])
  })

  test('puts aside what somebody else has in its place', async () => {
    await files.put(kept, '{}', [named('a')])
    await mkdir(place(working), { recursive: true })
    await writeFile(join(place(working), 'notes.txt'), 'mine')
    expect((await files.copy(kept, working, undefined)).ok).toBe(true)
    expect(await value(working)).toEqual(['a'])
    expect(await readFile(join(`${place(working)}.damaged-1`, 'notes.txt'), 'utf8')).toBe('mine')
  })
})

describe('clearing', () => {
  test('leaves what is none of its files, and the folder with it', async () => {
    await files.put(working, '{}', [named('a')])
    await writeFile(join(place(working), 'notes.txt'), 'mine')
    expect((await files.clear(working, ['a.case.json'])).ok).toBe(true)
    expect(await readdir(place(working))).toEqual(['notes.txt'])
    expect(await files.has(working)).toBe(false)
  })

  test('goes on where the text of the mapper is gone, or a folder is in its place', async () => {
    for (const isFolder of [false, true]) {
      await files.put(working, '{}', [named('a')])
      await rm(join(place(working), 'mapper.jsonnet'))
      if (isFolder) await mkdir(join(place(working), 'mapper.jsonnet', 'x'), { recursive: true })
      expect((await files.clear(working, ['a.case.json'])).ok).toBe(true)
      expect(await files.has(working)).toBe(false)
    }
  })

  test('takes the empty folder away', async () => {
    await files.put(working, '{}', [named('a')])
    await files.clear(working, ['a.case.json'])
    expect(await readdir(join(place(working), '..'))).toEqual([])
  })
})

test('moves what cannot be used under a name that is free', async () => {
  await files.put(kept, '{}', [named('x')])
  await files.put(working, '{}', [])
  await writeFile(join(place(working), 'x.case.json'), 'broken')
  expect((await files.move(working, kept, ['x.case.json'])).ok).toBe(true)
  expect(await value(kept)).toEqual(['x', '! x-2.case.json'])
  expect(await readFile(join(place(kept), 'x-2.case.json'), 'utf8')).toBe('broken')
})

test('a folder that gets another name has the text of that name, or none', async () => {
  await files.put(working, '{ }', [named('a')])
  expect((await files.rename(working, kept, '{}')).ok).toBe(true)
  expect(await files.has(working)).toBe(false)
  expect(await readFile(join(place(kept), 'mapper.jsonnet'), 'utf8')).toBe('{}')
  const other = casesOfMapper(hashOf('{ b: 1 }'))
  await files.put(working, '{ }', [named('b')])
  expect((await files.rename(working, other, undefined)).ok).toBe(true)
  expect(await readdir(place(other))).toEqual(['b.case.json'])
})

test('a folder without cases is there while it has a mapper', async () => {
  await files.put(working, '{}', [])
  expect(await files.has(working)).toBe(true)
  expect(await value(working)).toEqual([])
})

describe('what a kill left in the middle of a write', () => {
  const old = new Date(Date.now() - 2 * 60 * 60 * 1000)
  const leftovers = ['a.case.json.12345', 'mapper.jsonnet.678']

  test('goes at the start when it is old, and nothing else does', async () => {
    await files.put(kept, '{}', [named('a')])
    await files.put(working, '{}', [named('b')])
    await writeFile(join(place(kept), 'notes.txt.12'), 'mine')
    for (const name of leftovers) {
      for (const folder of [kept, working]) {
        await writeFile(join(place(folder), name), 'half')
        await utimes(join(place(folder), name), old, old)
      }
    }
    await writeFile(join(place(kept), 'young.case.json.5'), 'half')
    await utimes(join(place(kept), 'a.case.json'), old, old)
    for (const folder of [kept, working]) {
      await mkdir(`${place(folder)}.new`)
      await writeFile(join(`${place(folder)}.new`, 'a.case.json'), 'half')
      await utimes(`${place(folder)}.new`, old, old)
    }
    await mkdir(place('mine.new'))
    await utimes(place('mine.new'), old, old)
    await files.sweep()
    expect((await readdir(place(kept))).toSorted()).toEqual([
      'a.case.json',
      'mapper.jsonnet',
      'notes.txt.12',
      'young.case.json.5',
    ])
    expect((await readdir(place(working))).toSorted()).toEqual(['b.case.json', 'mapper.jsonnet'])
    expect((await readdir(place('.'))).toSorted()).toEqual([kept, 'mine.new', 'working'].toSorted())
    expect(await readdir(place(`working/${projectFileName(projectId)}`))).toHaveLength(1)
  })

  test('without any folder there is nothing to do', async () => {
    await files.sweep()
    expect(await readdir(folder)).toEqual([])
  })
})

test('the working folders of a project go, all or those of some connections', async () => {
  const other = workingCases(projectId, 'oidc:b')
  const elsewhere = workingCases(other2, 'oidc:a')
  for (const name of [working, other, elsewhere, kept]) await files.put(name, '{}', [named('a')])
  await files.forget(projectId, ['oidc:b', 'new:none'])
  expect([await files.has(working), await files.has(other)]).toEqual([true, false])
  await files.forget(projectId)
  await files.forget(projectId)
  expect(await readdir(place('working'))).toEqual([projectFileName(other2)])
  expect([await files.has(elsewhere), await files.has(kept)]).toEqual([true, true])
})
