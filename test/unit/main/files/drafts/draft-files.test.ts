import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyDraft, recordingOf, type Draft } from '../../../../../src/core/draft/draft'
import { applyEntries, type Entry } from '../../../../../src/core/draft/journal'
import { createDraftFiles, type DraftFiles } from '../../../../../src/main/files/drafts/draft-files'
import {
  createJournalFile,
  type JournalFile,
} from '../../../../../src/main/files/drafts/journal-file'
import { createJsonFiles } from '../../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../../src/main/files/store/notices'
import { size } from '../../../../soak/size'
import { atOry } from '../../../../support/states/project-ids'
import { projectFileName } from '../../../../../src/core/model/project-id'
import { temporaryFolder } from '../../../../support/services/temporary'

const projectId = atOry('b1f6a2b4-0000-4000-8000-000000000001')
let folder: string
const opened: DraftFiles[] = []

beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(async () => {
  await settled()
})

async function settled() {
  for (const drafts of opened.splice(0)) await drafts.flush()
}

/** As after a start of the app: nothing is known but what is on disk. */
function open(journalAt?: (path: string) => JournalFile) {
  const notices = createNotices()
  const files = createJsonFiles({ folder, notices })
  const drafts = createDraftFiles({ files, ...(journalAt ? { journalAt } : {}) })
  opened.push(drafts)
  return { notices, files, drafts }
}

const journal = () => join(folder, 'drafts', `${projectFileName(projectId)}.journal`)
const whole = () => join(folder, 'drafts', `${projectFileName(projectId)}.json`)
const lines = async () => (await readFile(journal(), 'utf8')).trimEnd().split('\n')
const names = async () => (await readdir(join(folder, 'drafts'))).toSorted()

const typed = (value: string): Extract<Entry, { kind: 'record' }> => ({
  kind: 'record',
  step: {
    id: `step ${value}`,
    label: `Typed ${value}`,
    at: '2026-11-25T12:00:00.000Z',
    changes: [
      {
        target: { kind: 'connection', key: 'oidc:okta' },
        field: 'label',
        after: { from: 'Okta', to: value },
      },
    ],
  },
})

const start = (): Draft => emptyDraft(projectId, 'revision-1')
const values = (draft: Draft | undefined) => draft?.past.map(({ label }) => label)

async function good<Value>(
  result: Promise<{ ok: true; value: Value } | { ok: false; error: { code: string } }>,
): Promise<Value> {
  const answer = await result
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

/** A draft on disk with steps in its journal. */
async function plant(...steps: string[]) {
  const { drafts } = open()
  const first = await good(drafts.write(applyEntries(start(), [typed('first')])))
  await good(
    drafts.append(
      projectId,
      first,
      steps.map((step) => typed(step)),
    ),
  )
  await drafts.flush()
}

test('entries are appended, a line each, and read back as the draft they make', async () => {
  const { drafts } = open()
  const first = await good(drafts.write(applyEntries(start(), [typed('one')])))
  const second = await good(drafts.append(projectId, first, [typed('two'), { kind: 'undo' }]))
  const third = await good(drafts.append(projectId, second, [{ kind: 'redo' }]))
  expect(third).toBe(first + 3)
  const before = await stat(whole())
  expect(await lines()).toHaveLength(4)
  expect((await stat(journal())).mode & 0o777).toBe(0o600)
  const again = open().drafts
  const read = await good(again.readStored(projectId))
  expect(read).toEqual({
    draft: applyEntries(start(), [typed('one'), typed('two')]),
    sequence: third,
  })
  // Reading folds the journal into the whole draft, with the same number.
  await again.flush()
  expect(await names()).toEqual([`${projectFileName(projectId)}.json`])
  expect((await stat(whole())).ino).not.toBe(before.ino)
  expect(await good(open().drafts.readStored(projectId))).toEqual(read)
})

test('entries for another draft than the one on disk are refused', async () => {
  const { drafts } = open()
  const stale = { ok: false, error: { code: 'draft.stale' } }
  expect(await drafts.append(projectId, 0, [typed('one')])).toMatchObject(stale)
  const first = await good(drafts.write(applyEntries(start(), [typed('one')])))
  expect(await drafts.append(projectId, first + 1, [typed('two')])).toMatchObject(stale)
  const second = await good(drafts.append(projectId, first, [typed('two')]))
  expect(await drafts.append(projectId, first, [typed('two')])).toMatchObject(stale)
  await good(drafts.write(applyEntries(start(), [typed('other')])))
  expect(await drafts.append(projectId, second, [typed('three')])).toMatchObject(stale)
  await good(drafts.delete(projectId))
  expect(await drafts.append(projectId, second + 1, [typed('three')])).toMatchObject(stale)
  expect(await names()).toEqual([])
})

test('a crash between writing whole and emptying the journal applies nothing twice', async () => {
  await plant('two', 'three')
  const entries = await readFile(journal(), 'utf8')
  const { drafts } = open()
  const read = await good(drafts.readStored(projectId))
  await drafts.flush()
  await writeFile(journal(), entries)
  expect(await good(open().drafts.readStored(projectId))).toEqual(read)
})

test('a crash in the middle of deleting brings nothing back', async () => {
  await plant('two', 'three')
  const failing: JournalFile = {
    ...createJournalFile(journal()),
    remove: () => Promise.reject(new Error('The app ended here')),
  }
  const { drafts } = open(() => failing)
  expect((await drafts.delete(projectId)).ok).toBe(false)
  const next = open()
  expect(await good(next.drafts.read(projectId))).toBeUndefined()
  await next.drafts.flush()
  expect(next.notices.list()).toEqual([])
})

describe('a damaged journal', () => {
  test('a torn last line is cut and told, and the next entry follows', async () => {
    await plant('two', 'three')
    const text = await readFile(journal(), 'utf8')
    const last = text.trimEnd().split('\n').at(-1)?.length ?? 0
    for (const cut of [1, 5, Math.floor(last / 2), last]) {
      await writeFile(journal(), text.slice(0, -cut))
      await rm(whole())
      await writeFile(
        whole(),
        JSON.stringify({
          version: 2,
          data: { sequence: 1, draft: applyEntries(start(), [typed('first')]) },
        }),
      )
      const { drafts, notices } = open()
      const read = await good(drafts.readStored(projectId))
      expect(values(read?.draft)).toEqual(['Typed first', 'Typed two'])
      expect(notices.list().map(({ title }) => title)).toEqual([
        'The last edit was not saved completely',
      ])
      await good(drafts.append(projectId, read?.sequence ?? 0, [typed('four')]))
      await drafts.flush()
      expect(values(await good(open().drafts.read(projectId)))).toEqual([
        'Typed first',
        'Typed two',
        'Typed four',
      ])
      await settled()
      expect(await names()).toEqual([`${projectFileName(projectId)}.json`])
    }
  })

  test('damage in the middle keeps what comes before and sets the file aside', async () => {
    await plant('two', 'three', 'four')
    const text = await readFile(journal(), 'utf8')
    await writeFile(journal(), text.replace('Typed three', 'Typed thrEe'))
    const { drafts, notices } = open()
    expect(values(await good(drafts.read(projectId)))).toEqual(['Typed first', 'Typed two'])
    await drafts.flush()
    expect(await names()).toEqual([
      `${projectFileName(projectId)}.journal.damaged-1`,
      `${projectFileName(projectId)}.json`,
    ])
    expect(notices.list()[0]?.text).toContain('kept with 1 step from it; 2 lines could not be read')
    expect(values(await good(open().drafts.read(projectId)))).toEqual(['Typed first', 'Typed two'])
  })

  test.each([
    ['emptied', () => writeFile(journal(), '')],
    ['noise', () => writeFile(journal(), Buffer.from([0xff, 0x00, 0x0a, 0x80, 0x0a, 0x7b]))],
    ['a folder', () => rm(journal()).then(() => mkdir(journal()))],
    [
      'a line taken out',
      async () => {
        const [header = '', , ...rest] = await lines()
        await writeFile(journal(), `${[header, ...rest].join('\n')}\n`)
      },
    ],
  ])('%s: the whole draft is kept, and editing goes on', async (_name, damage) => {
    await plant('two', 'three')
    await damage()
    const { drafts, notices } = open()
    const read = await good(drafts.readStored(projectId))
    expect(values(read?.draft)).toEqual(['Typed first'])
    await good(drafts.append(projectId, read?.sequence ?? 0, [typed('next')]))
    await drafts.flush()
    expect(notices.list().map(({ title }) => title)).toEqual([
      `drafts/${projectFileName(projectId)}.journal was damaged`,
    ])
    expect(values(await good(open().drafts.read(projectId)))).toEqual(['Typed first', 'Typed next'])
  })

  test('where the whole draft is damaged, what the journal has since is kept', async () => {
    await plant('two', 'three')
    await writeFile(whole(), '{"version":2,"data":{"seq')
    const { drafts, notices } = open()
    expect(values(await good(drafts.read(projectId)))).toEqual(['Typed two', 'Typed three'])
    await drafts.flush()
    expect(await names()).toEqual([
      `${projectFileName(projectId)}.journal.damaged-1`,
      `${projectFileName(projectId)}.json`,
      `${projectFileName(projectId)}.json.damaged-1`,
    ])
    expect(notices.list()).toHaveLength(2)
    expect(values(await good(open().drafts.read(projectId)))).toEqual(['Typed two', 'Typed three'])
  })

  test('one of a newer version, or with fields unknown, is left as it is', async () => {
    for (const plantOne of [
      async () => {
        const { entryLine } = await import('../../../../../src/main/files/drafts/journal-lines')
        const more: Entry & { note: string } = { ...typed('new'), note: 'from the future' }
        await appendFile(journal(), entryLine(3, more))
      },
      async () => {
        const { crc32 } = await import('node:zlib')
        const rest = '"journal":2,"projectId":"p","other":true}'
        const sum = crc32(rest).toString(16).padStart(8, '0')
        await writeFile(journal(), `{"sum":"${sum}",${rest}\n`)
      },
    ]) {
      await rm(join(folder, 'drafts'), { recursive: true, force: true })
      await plant('two')
      await plantOne()
      const text = await readFile(journal(), 'utf8')
      const { drafts, notices } = open()
      const tooNew = { ok: false, error: { code: 'draft.too-new' } }
      expect(await drafts.read(projectId)).toMatchObject(tooNew)
      expect(await drafts.write(start())).toMatchObject(tooNew)
      expect(await drafts.delete(projectId)).toMatchObject(tooNew)
      expect(await readFile(journal(), 'utf8')).toBe(text)
      expect(notices.list()[0]?.title).toContain('is from a newer version')
    }
  })
})

describe('a disk that fails', () => {
  test('a part of an entry is taken back, and the next try has all of it once', async () => {
    let broken = true
    const journalAt = (path: string): JournalFile => {
      const file = createJournalFile(path)
      return {
        ...file,
        async append(text) {
          if (!broken) return file.append(text)
          await file.append(text.slice(0, text.length / 2))
          throw new Error('ENOSPC: no space left on device')
        },
      }
    }
    const { drafts } = open(journalAt)
    const first = await good(drafts.write(applyEntries(start(), [typed('one')])))
    const failed = await drafts.append(projectId, first, [typed('two')])
    expect(failed).toMatchObject({ ok: false, error: { code: 'draft.write-failed', retry: true } })
    broken = false
    await good(drafts.append(projectId, first, [typed('two')]))
    expect(values(await good(open().drafts.read(projectId)))).toEqual(['Typed one', 'Typed two'])
  })

  test('a first entry that found no room leaves no journal, and nothing is called damaged', async () => {
    const journalAt = (path: string): JournalFile => {
      const file = createJournalFile(path)
      return {
        ...file,
        async append() {
          await file.append('')
          throw new Error('ENOSPC: no space left on device')
        },
      }
    }
    const { drafts } = open(journalAt)
    const first = await good(drafts.write(applyEntries(start(), [typed('one')])))
    expect((await drafts.append(projectId, first, [typed('two')])).ok).toBe(false)
    const { drafts: next, notices } = open()
    expect(values(await good(next.read(projectId)))).toEqual(['Typed one'])
    expect(notices.list()).toEqual([])
    expect(await names()).toEqual([`${projectFileName(projectId)}.json`])
  })

  test('where not even that can be taken back, the draft is written whole before the next', async () => {
    let broken = true
    const journalAt = (path: string): JournalFile => {
      const file = createJournalFile(path)
      return {
        ...file,
        async append(text) {
          if (!broken) return file.append(text)
          await file.append(text.slice(0, -9))
          throw new Error('EIO: i/o error')
        },
        cut: (bytes) => (broken ? Promise.reject(new Error('EIO')) : file.cut(bytes)),
      }
    }
    const { drafts } = open(journalAt)
    const first = await good(drafts.write(applyEntries(start(), [typed('one')])))
    expect((await drafts.append(projectId, first, [typed('two')])).ok).toBe(false)
    broken = false
    await good(drafts.append(projectId, first, [typed('three')]))
    const { drafts: next, notices } = open()
    expect(values(await good(next.read(projectId)))).toEqual(['Typed one', 'Typed three'])
    expect(notices.list()).toEqual([])
  })
})

test('a journal of more than 500 lines is folded in while editing goes on', async () => {
  const { drafts } = open()
  let sequence = await good(drafts.write(applyEntries(start(), [typed('one')])))
  for (let index = 0; index < 520; index += 1) {
    sequence = await good(drafts.append(projectId, sequence, [typed(`${index}`)]))
  }
  await drafts.flush()
  expect((await lines()).length).toBeLessThan(30)
  expect((await good(open().drafts.read(projectId)))?.past).toHaveLength(521)
})

const manySteps = size(1500, 5000)

test('thousands of steps: saving one more costs no more than at the start', async () => {
  const { drafts } = open()
  let draft = applyEntries(start(), [typed('one')])
  let sequence = await good(drafts.write(draft))
  const bytes: number[] = []
  const written: number[] = []
  let before = 0
  for (let index = 0; index < manySteps; index += 1) {
    const recording = recordingOf(draft, typed(`${index}`).step)
    draft = applyEntries(draft, [recording as Entry])
    sequence = await good(drafts.append(projectId, sequence, [recording as Entry]))
    bytes.push(JSON.stringify(recording).length)
    const now = await stat(journal()).then((file) => file.size)
    // Where the journal was folded in meanwhile it begins anew.
    if (now > before) written.push(now - before)
    before = now
  }
  await drafts.flush()
  expect(written.length).toBeGreaterThan(manySteps * 0.8)
  expect(Math.max(...written.slice(-500))).toBeLessThan(600)
  expect(Math.max(...bytes)).toBeLessThan(400)
  expect(await good(open().drafts.read(projectId))).toEqual(draft)
})

describe('a journal that waits to be folded in', () => {
  async function withJournal(): Promise<DraftFiles> {
    const { drafts } = open()
    const sequence = await good(drafts.write(start()))
    await good(drafts.append(projectId, sequence, [typed('Old')]))
    await settled()
    return open().drafts
  }

  test('does not take the place of a draft that was written at once', async () => {
    const drafts = await withJournal()
    await good(drafts.write(applyEntries(start(), [typed('New')])))
    await settled()
    expect(values(await good(open().drafts.read(projectId)))).toEqual(['Typed New'])
  })

  test('does not bring back a draft that was deleted at once', async () => {
    const drafts = await withJournal()
    await good(drafts.delete(projectId))
    await settled()
    expect(await good(open().drafts.read(projectId))).toBeUndefined()
  })
})
