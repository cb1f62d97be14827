import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyDraft } from '../../../../src/core/draft/draft'
import { applyEntries, type Entry } from '../../../../src/core/draft/journal'
import { createAppFiles } from '../../../../src/main/files/app-files'
import { createCaseFiles } from '../../../../src/main/files/cases/case-files'
import { casesOfMapper } from '../../../../src/main/files/cases/case-folders'
import { lockFolder } from '../../../../src/main/files/locks/folder-lock'
import { createJsonFiles } from '../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../src/main/files/store/notices'
import { caseNamed, hashOf, namesOf } from '../../../support/mapping/cases'
import { atOry } from '../../../support/states/project-ids'
import { projectFileName } from '../../../../src/core/model/project-id'
import { temporaryFolder } from '../../../support/services/temporary'

const projectId = atOry('b1f6a2b4-0000-4000-8000-000000000001')
const nobody = 65534
const isRoot = process.getuid?.() === 0
let folder: string

/** For root no folder is read-only: what is tested is done as an ordinary user. */
const asOrdinaryUser = () => (isRoot ? process.seteuid?.(nobody) : undefined)
const asBefore = () => (isRoot ? process.seteuid?.(0) : undefined)

beforeEach(async () => {
  folder = await temporaryFolder()
  await mkdir(join(folder, 'drafts'))
  if (isRoot) for (const path of [folder, join(folder, 'drafts')]) await chown(path, nobody, nobody)
})
afterEach(async () => {
  asBefore()
  for (const path of [folder, join(folder, 'drafts')]) await chmod(path, 0o700)
  // What was asked to be written may still be on its way.
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
})

const entry = (value: string): Entry => ({
  kind: 'record',
  step: {
    id: value,
    label: value,
    at: '',
    changes: [{ target: { kind: 'connection', key: 'a' }, field: 'label', after: { to: value } }],
  },
})
const failed = { ok: false, error: { code: 'draft.write-failed', retry: true } }

function open() {
  const notices = createNotices()
  return { notices, files: createAppFiles(createJsonFiles({ folder, notices })) }
}

test.skipIf(process.platform === 'win32')(
  'a read-only folder refuses writes, keeps what it has, and takes them once it is not',
  async () => {
    asOrdinaryUser()
    const { files } = open()
    const draft = applyEntries(emptyDraft(projectId, 'r'), [entry('one')])
    const first = await files.drafts.write(draft)
    if (!first.ok) throw new Error(first.error.message)
    await chmod(join(folder, 'drafts'), 0o500)
    await chmod(folder, 0o500)
    expect(await files.drafts.append(projectId, first.value, [entry('two')])).toMatchObject(failed)
    expect(await files.drafts.write(draft)).toMatchObject(failed)
    expect(await files.settings.write({ theme: 'dark', columns: {} })).toMatchObject(failed)
    expect((await lockFolder(folder)).kind).toBe('unlocked')
    expect(await open().files.drafts.read(projectId)).toEqual({ ok: true, value: draft })
    await chmod(folder, 0o700)
    await chmod(join(folder, 'drafts'), 0o700)
    expect((await files.drafts.append(projectId, first.value, [entry('two')])).ok).toBe(true)
    const read = await open().files.drafts.read(projectId)
    expect(read.ok && read.value?.past.map(({ label }) => label)).toEqual(['one', 'two'])
  },
)

test.skipIf(process.platform === 'win32')(
  'a file that cannot be read is told, and nothing is written over it',
  async () => {
    asOrdinaryUser()
    const path = join(folder, 'drafts', `${projectFileName(projectId)}.json`)
    const text = '{"version":1,"data":{}}'
    await writeFile(path, text)
    await chmod(path, 0o000)
    await chmod(join(folder, 'drafts'), 0o500)
    const { files, notices } = open()
    expect(await files.drafts.read(projectId)).toMatchObject({ error: { code: 'draft.corrupt' } })
    expect(notices.list()[0]?.title).toContain('cannot be read')
    await chmod(join(folder, 'drafts'), 0o700)
    const draft = applyEntries(emptyDraft(projectId, 'r'), [entry('one')])
    expect((await files.drafts.write(draft)).ok).toBe(true)
    const aside = `${path}.damaged-1`
    await chmod(aside, 0o600)
    expect(await readFile(aside, 'utf8')).toBe(text)
  },
)

test.skipIf(process.platform === 'win32')(
  'a folder that refuses writes says so and keeps what it has; one that refuses reading says so',
  async () => {
    asOrdinaryUser()
    const name = casesOfMapper(hashOf('{}'))
    const kept = join(folder, 'cases', ...name.split('/'))
    const cases = createCaseFiles({ folder })
    const named = (id: string) => ({ id: `${id}.case.json`, case: caseNamed(id) })
    const names = async () => {
      const listed = await cases.list(name)
      if (!listed.ok) throw new Error(listed.error.message)
      return namesOf(listed.value)
    }
    await cases.put(name, '{}', [named('good')])
    await chmod(kept, 0o500)
    const refused = { ok: false, error: { code: 'draft.write-failed', subject: 'cases' } }
    expect(await cases.put(name, undefined, [named('new')])).toMatchObject(refused)
    expect(await cases.delete(name, 'good.case.json')).toMatchObject(refused)
    expect(await names()).toEqual(['good'])
    await chmod(join(kept, 'good.case.json'), 0o000)
    expect(await names()).toEqual(['! good.case.json'])
    await chmod(kept, 0o000)
    expect(await cases.has(name)).toBe(true)
    expect(await cases.list(name)).toMatchObject({ ok: false, error: { code: 'draft.corrupt' } })
    await chmod(kept, 0o700)
  },
)
