import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { setUpOf } from '../../../../../src/core/draft/set-up-of'
import { readSetUpFile } from '../../../../../src/core/set-up-file/read'
import { makeSetUpFile, setUpFileText } from '../../../../../src/core/set-up-file/write'
import { documentText } from '../../../../../src/core/team-folder/document'
import { readTeamFolderAt } from '../../../../../src/main/files/team-folder/read-team-folder'
import {
  createForeignReader,
  type ForeignAnswer,
  type ForeignQuestion,
} from '../../../../../src/main/services/foreign-files/in-thread'
import { createForeignFiles } from '../../../../../src/main/services/foreign-files/read-in-thread'
import { threadInPlace } from '../../../../support/services/thread-in-place'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { temporaryFolder } from '../../../../support/services/temporary'

const text = '{"format":"sso-workbench/set-up","version":1}'
let root: string
beforeEach(async () => {
  root = await temporaryFolder()
})

/** Rows of one message: entries of its outermost lists, wherever records lead to them. */
function rowsOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, item) => sum + rowsOf(item), 0)
}

/** Files that are read in the place of a thread, what it answers copied as between two threads. */
function filesOf() {
  const seen = { begun: 0, mostRows: 0, messages: 0 }
  const files = createForeignFiles(() => {
    seen.begun += 1
    const read = createForeignReader()
    return threadInPlace<ForeignQuestion, never, ForeignAnswer>(
      async (question) => {
        const answer = structuredClone(await read(question))
        seen.messages += 1
        const { value } = answer
        const sent: unknown = value && 'text' in value ? JSON.parse(value.text) : value
        seen.mostRows = Math.max(seen.mostRows, rowsOf(sent))
        return answer
      },
      { sent: () => undefined },
    )
  })
  return { files, seen }
}

const setUpWith = (count: number) => {
  const numbers = Array.from({ length: count }, (_, index) => index)
  return makeSetUpFile(
    setUpOf(
      snapshotOf({
        organizations: numbers.map((at) => ({
          id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
          label: `Customer ${at}`,
          domains: [`c${at}.example`],
        })),
        oidc: numbers.map((at) => connection(`c${at}`, { label: `Connection ${at}` })),
      }),
    ),
    new Map(),
  ).file
}

it('reads in a thread what this one would read, and what it refuses with its reasons', async () => {
  const { files, seen } = filesOf()
  const both = await Promise.all([files.setUp(text), files.setUp('{')])
  expect(both).toEqual([readSetUpFile(text), readSetUpFile('{')])
  expect(both.map(({ ok }) => ok)).toEqual([true, false])
  expect(seen.begun).toBe(1)
})

it('reads pages of people, and says why one cannot be read', async () => {
  const { files } = filesOf()
  const page = (json: string) => ({
    what: 'identities' as const,
    paths: { schemas: new Map(), usual: [['email']] },
    body: Buffer.from(json),
    contentType: 'application/json',
  })
  const people = Array.from({ length: 3000 }, (_, at) => ({ id: `p${at}` }))
  const read = await files.peoplePage(page(JSON.stringify([...people, 7])))
  expect(read).toEqual({
    ok: true,
    entries: 3001,
    people: people.map(({ id }) => ({ id, addresses: [], emergencyFor: [] })),
    sessions: [],
  })
  expect(await files.peoplePage(page('[{'))).toEqual({
    ok: false,
    why: 'it is not JSON, or was cut off',
  })
})

it('says so where the thread ended before it had read', async () => {
  const files = createForeignFiles(() => {
    let exit: () => void = () => undefined
    return {
      send: () => void setImmediate(() => exit()),
      onMessage: () => undefined,
      onExit: (listener) => void (exit = listener),
      stop: () => undefined,
    }
  })
  expect(await files.setUp(text)).toEqual({
    ok: false,
    problems: ['The file could not be read'],
  })
  expect(await files.folder(root)).toBeUndefined()
  const page = { what: 'sessions' as const, body: Buffer.from('[]'), contentType: undefined }
  expect(await files.peoplePage(page)).toEqual({ ok: false, why: 'it could not be read' })
})

it('gives a set-up of any size whole, and in no message more than a thousand rows', async () => {
  for (const count of [800, 3200]) {
    const { files, seen } = filesOf()
    const whole = setUpFileText(setUpWith(count))
    expect(await files.setUp(whole)).toEqual(readSetUpFile(whole))
    expect(seen.mostRows).toBeLessThanOrEqual(1000)
    expect(seen.messages).toBeGreaterThan(1)
  }
})

/** A team folder with projects, and mappers of one file each. */
async function writeFolder(projects: number, connections: number, mappers: number): Promise<void> {
  await mkdir(join(root, 'projects'), { recursive: true })
  for (let at = 0; at < projects; at += 1) {
    const slug = `p-${at}`
    const project = { name: slug, slug, environment: 'staging' as const, hosts: ['a.example'] }
    const {
      format: _format,
      version: _version,
      ...members
    } = JSON.parse(setUpFileText({ ...setUpWith(connections), project })) as Record<string, unknown>
    await writeFile(join(root, 'projects', `${slug}.json`), documentText('team-project', members))
  }
  for (let at = 0; at < mappers; at += 1) {
    await mkdir(join(root, 'mappers', `m-${at}`), { recursive: true })
    await writeFile(join(root, 'mappers', `m-${at}`, 'mapper.jsonnet'), `{ identity: ${at} }`)
  }
}

it('gives a team folder of any size whole, and in no message more than a thousand rows', async () => {
  await writeFolder(3, 300, 1100)
  const { files, seen } = filesOf()
  const read = await files.folder(root)
  expect(read).toEqual(await readTeamFolderAt(root))
  const folder = read?.ok ? read.folder : undefined
  expect(folder?.problems).toEqual([])
  expect([folder?.projects.size, folder?.mappers.size]).toEqual([3, 1100])
  expect(folder?.projects.get('p-2')?.file.connections).toHaveLength(300)
  expect(seen.mostRows).toBeLessThanOrEqual(1000)
})

it('tells of a folder that there is not by the system’s code', async () => {
  const { files } = filesOf()
  expect(await files.folder(join(root, 'gone'))).toEqual({ ok: false, code: 'ENOENT' })
})
