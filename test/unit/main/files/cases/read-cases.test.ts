import { spawnSync } from 'node:child_process'
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { caseText } from '../../../../../src/core/mapper/cases/case'
import { createCaseFiles } from '../../../../../src/main/files/cases/case-files'
import { casesOfMapper } from '../../../../../src/main/files/cases/case-folders'
import { readForeignCase } from '../../../../../src/main/files/cases/case-transfer'
import { largestCase, readCaseText } from '../../../../../src/main/files/cases/read-cases'
import { caseNamed, hashOf } from '../../../../support/mapping/cases'
import { temporaryFolder } from '../../../../support/services/temporary'

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
})

const notRegular = { problem: 'It is not a regular file.' }
const tooLarge = { problem: 'It is larger than 4 MB.' }
/** A case of exactly so many bytes. */
function caseOfSize(bytes: number) {
  const empty = caseNamed('Big', { claims: { sub: '' } })
  const length = bytes - Buffer.byteLength(caseText(empty))
  return { ...empty, claims: { sub: 'x'.repeat(length) } }
}

describe('the text of a case file', () => {
  test.skipIf(process.platform === 'win32')(
    'is not waited for where there is a pipe, a device or a folder',
    async () => {
      const pipe = join(folder, 'pipe.case.json')
      expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
      expect(await readCaseText(pipe)).toEqual(notRegular)
      expect(await readCaseText('/dev/zero')).toEqual(notRegular)
      await symlink('/dev/zero', join(folder, 'zero.case.json'))
      expect(await readCaseText(join(folder, 'zero.case.json'))).toEqual(notRegular)
      expect(await readCaseText(folder)).toEqual(notRegular)
      expect(await readForeignCase(pipe)).toEqual(notRegular)
    },
  )

  test('is read up to the limit, and none where there is no file', async () => {
    const path = join(folder, 'a.case.json')
    expect(await readCaseText(path)).toBeUndefined()
    await writeFile(path, 'x'.repeat(largestCase))
    expect(await readCaseText(path)).toHaveLength(largestCase)
    await writeFile(path, 'x'.repeat(largestCase + 1))
    expect(await readCaseText(path)).toEqual(tooLarge)
  })
})

describe('a schema that an imported case names', () => {
  const write = async (name: string, schemaFile: string) => {
    const path = join(folder, 'cases', name)
    await writeFile(path, caseText(caseNamed('A', { schema: { file: schemaFile } })))
    return path
  }
  beforeEach(async () => {
    await mkdir(join(folder, 'cases'))
    await writeFile(join(folder, 'secret.json'), '{ "token": "canary-7f2" }')
    await writeFile(join(folder, 'cases', 'schema.json'), '{ "title": "Person" }')
  })

  test('is taken along from beside it', async () => {
    const path = await write('a.case.json', 'schema.json')
    expect(await readForeignCase(path)).toMatchObject({ schema: { title: 'Person' } })
  })

  test.each(['../secret.json', './schema.json', '..', '.', 'sub/../schema.json'])(
    'is not read as %s',
    async (file) => {
      const found = await readForeignCase(await write('a.case.json', file))
      expect(found).toEqual({
        problem: `Its identity schema, ${file}, is not read: it is not in the folder of the case.`,
      })
    },
  )

  test('is not read by its whole path', async () => {
    const found = await readForeignCase(await write('a.case.json', join(folder, 'secret.json')))
    expect(found).toMatchObject({
      problem: expect.stringContaining('is not in the folder of the case'),
    })
    expect(JSON.stringify(found)).not.toContain('canary')
  })

  test.skipIf(process.platform === 'win32')('is not followed out of the folder', async () => {
    await symlink(join(folder, 'secret.json'), join(folder, 'cases', 'link.json'))
    const found = await readForeignCase(await write('a.case.json', 'link.json'))
    expect(found).toMatchObject({
      problem: expect.stringContaining('is not in the folder of the case'),
    })
  })

  test('is told where it is none, or too large together with the case', async () => {
    const none = await readForeignCase(await write('a.case.json', 'none.json'))
    expect(none).toMatchObject({ problem: expect.stringContaining('none.json') })
    const large = { title: 'x'.repeat(largestCase - 100) }
    await writeFile(join(folder, 'cases', 'large.json'), JSON.stringify(large))
    const found = await readForeignCase(await write('a.case.json', 'large.json'))
    expect(found).toEqual({ problem: 'With its identity schema it is larger than 4 MB.' })
  })
})

describe('a case that could not be read again', () => {
  const place = casesOfMapper(hashOf('{}'))

  test('is not written, nor is anything that comes with it', async () => {
    const files = createCaseFiles({ folder })
    const cases = [
      { id: 'a.case.json', case: caseNamed('A') },
      { id: 'b.case.json', case: caseOfSize(largestCase + 1) },
    ]
    expect(await files.put(place, '{}', cases)).toEqual({
      ok: false,
      error: expect.objectContaining({
        code: 'request.invalid',
        message: 'The case “Big” is larger than 4 MB, so it could not be read again',
      }),
    })
    expect(await readdir(folder)).toEqual([])
  })

  test('is not one of just that size', async () => {
    const files = createCaseFiles({ folder })
    const big = caseOfSize(largestCase)
    expect((await files.put(place, '{}', [{ id: 'a.case.json', case: big }])).ok).toBe(true)
    expect(await files.list(place)).toEqual({
      ok: true,
      value: [{ id: 'a.case.json', case: big }],
    })
  })
})
