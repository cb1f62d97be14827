import { readdir, readFile, stat, writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createJsonFiles } from '../../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../../src/main/files/store/notices'
import { temporaryFolder } from '../../../../support/services/temporary'

const schema = z.object({ text: z.string() })
let folder: string

beforeEach(async () => {
  folder = await temporaryFolder()
})

function open() {
  const notices = createNotices()
  return {
    notices,
    files: createJsonFiles({ folder: join(folder, 'data'), notices }),
  }
}

async function plant(name: string, text: string | Uint8Array) {
  await mkdir(join(folder, 'data', 'checks'), { recursive: true })
  await writeFile(join(folder, 'data', name), text)
}

test('reads back what was written, in a versioned envelope for its owner only', async () => {
  const { files } = open()
  expect(await files.write('checks/one.json', { text: 'kept' })).toEqual({ ok: true })
  expect(await files.read('checks/one.json', schema)).toEqual({ ok: true, value: { text: 'kept' } })
  const file = join(folder, 'data/checks/one.json')
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ version: 1, data: { text: 'kept' } })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700)
  expect((await stat(join(folder, 'data/checks'))).mode & 0o777).toBe(0o700)
})

test('leaves no temporary file behind, whoever writes at the same time', async () => {
  const { files } = open()
  const texts = Array.from({ length: 20 }, (_item, index) => `text ${index}`)
  await Promise.all(texts.map((text) => files.write('checks/one.json', { text })))
  expect(await readdir(join(folder, 'data/checks'))).toEqual(['one.json'])
  const last = await files.read('checks/one.json', schema)
  expect(last).toEqual({ ok: true, value: { text: 'text 19' } })
})

test('a file that is not there is no error', async () => {
  const { files, notices } = open()
  expect(await files.read('checks/none.json', schema)).toEqual({ ok: true, value: undefined })
  expect(await files.list('checks')).toEqual([])
  expect(await files.delete('checks/none.json')).toEqual({ ok: true })
  expect(notices.list()).toEqual([])
})

test.each([
  ['no JSON', '{"version":1,"da'],
  ['no envelope', '{"text":"x"}'],
  ['another content', '{"version":1,"data":{"text":7}}'],
  ['nothing at all', ''],
])('sets a damaged file aside and tells of it: %s', async (_name, text) => {
  await plant('checks/one.json', text)
  await plant('checks/one.json.damaged-1', 'from before')
  const { files, notices } = open()
  expect(await files.read('checks/one.json', schema)).toEqual({ ok: true, value: undefined })
  expect(await readFile(join(folder, 'data/checks/one.json.damaged-2'), 'utf8')).toBe(text)
  expect(await readFile(join(folder, 'data/checks/one.json.damaged-1'), 'utf8')).toBe('from before')
  expect(notices.list()).toHaveLength(1)
  expect(await files.list('checks')).toEqual([])
  expect(await files.write('checks/one.json', { text: 'new' })).toEqual({ ok: true })
})

test('noise inside a text is damage, not a text', async () => {
  const { files, notices } = open()
  const bytes = Buffer.from('{"version":1,"data":{"text":"12345678"}}')
  bytes.set([0xff, 0xc3, 0x28], 32)
  await plant('checks/one.json', bytes)
  expect(await files.read('checks/one.json', schema)).toEqual({ ok: true, value: undefined })
  expect(notices.list()).toHaveLength(1)
  expect(await readFile(join(folder, 'data/checks/one.json.damaged-1'))).toEqual(bytes)
})

test('leaves a file of a newer version as it is, and does not write over it', async () => {
  const text = '{"version":2,"data":{"other":true}}'
  await plant('checks/one.json', text)
  const { files, notices } = open()
  const read = await files.read('checks/one.json', schema)
  expect(read).toMatchObject({ ok: false, error: { code: 'draft.too-new' } })
  const written = await files.write('checks/one.json', { text: 'new' })
  expect(written).toMatchObject({ ok: false, error: { code: 'draft.too-new' } })
  expect(await files.delete('checks/one.json')).toMatchObject({ ok: false })
  expect(await readFile(join(folder, 'data/checks/one.json'), 'utf8')).toBe(text)
  expect(notices.list()).toHaveLength(1)
})

test('members that it does not know are refused, or let go of where that is asked for', async () => {
  await plant('checks/one.json', '{"version":1,"data":{"text":"kept","later":1}}')
  const { files, notices } = open()
  const read = await files.read('checks/one.json', schema, 'dropped')
  expect(read).toEqual({ ok: true, value: { text: 'kept' } })
  expect(notices.list()).toEqual([])
  const refused = { ok: false, error: { code: 'draft.too-new' } }
  expect(await files.read('checks/one.json', schema)).toMatchObject(refused)
})

test('a publish lies in the folder of its project, and no deeper or elsewhere', async () => {
  const { files, notices } = open()
  const name = 'history/450fa61b-18fd/20261125T120000000Z-7c9a.json'
  expect(await files.write(name, { text: 'kept' })).toEqual({ ok: true })
  expect(await files.read(name, schema)).toEqual({ ok: true, value: { text: 'kept' } })
  await writeFile(join(folder, 'data', name), 'noise')
  await files.read(name, schema)
  const [told] = notices.list()
  expect(told?.title).toBe('20261125T120000000Z-7c9a.json was damaged')
  expect(told?.text).toContain(join(folder, 'data/history/450fa61b-18fd'))
  for (const other of ['history/a/b/c.json', 'history/../one.json', 'history//one.json']) {
    expect(() => files.write(other, {})).toThrow('Not a file name')
  }
})

test('a write that fails says so', async () => {
  await writeFile(join(folder, 'data'), 'a file where the folder should be')
  const { files } = open()
  const written = await files.write('checks/one.json', { text: 'new' })
  expect(written).toMatchObject({ ok: false, error: { code: 'draft.write-failed', retry: true } })
})

test.each(['../one.json', 'checks/../one.json', '/etc/passwd', 'checks/a/b.json', 'checks/.json'])(
  'refuses the name %s',
  async (name) => {
    const { files } = open()
    await expect(files.read(name, schema)).rejects.toThrow('Not a file name')
  },
)
