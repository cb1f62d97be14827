import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Draft } from '../../src/core/draft/draft'
import type { ProjectId } from '../../src/core/model/project-id'
import { damageKinds, damageTo, type DamageKind } from './damages'
import { sampled, seed } from './size'
import { makeFolder, openFolder, pathOf, views, type OpenFolder } from './user-folder'

let original = ''
let projectId: ProjectId
let copies = 0
let told = 0
const files: string[] = []
const expected: Record<string, unknown> = {}

async function namesIn(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true })
  const names = all.map((name) => relative('.', name).split(sep).join('/'))
  const isFile = await Promise.all(
    names.map(async (name) => (await stat(pathOf(folder, name))).isFile()),
  )
  return names.filter((_name, at) => isFile[at]).toSorted()
}

async function withCopy<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'sso-workbench-damage-'))
  try {
    await cp(original, folder, { recursive: true })
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function look(folder: string) {
  const opened = openFolder(folder, projectId)
  const seen: Record<string, unknown> = {}
  for (const [name, view] of Object.entries(views)) seen[name] = await view.read(opened)
  await opened.files.flush()
  return { opened, seen, notices: opened.notices.list() }
}

beforeAll(async () => {
  console.log(`damage: seed ${seed}`)
  original = await mkdtemp(join(tmpdir(), 'sso-workbench-whole-'))
  projectId = await makeFolder(original)
  files.push(...(await namesIn(original)))
  const whole = await withCopy(look)
  expect(whole.notices).toEqual([])
  Object.assign(expected, whole.seen)
})

afterAll(async () => {
  await rm(original, { recursive: true, force: true })
  console.log(
    `damage: ${files.length} files × ${damageKinds.length} damages = ${copies} starts, ` +
      `${told} told in a notice or in its place, the rest read as before`,
  )
})

test('a session leaves every kind of file there is', () => {
  for (const [name, { from }] of Object.entries(views)) {
    expect(
      files.some((file) => from.test(file)),
      name,
    ).toBe(true)
  }
  expect(files.some((file) => file.endsWith('.journal'))).toBe(true)
  expect(files.filter((file) => file.startsWith('history/'))).toHaveLength(3)
})

/** The bytes of what was damaged must still be somewhere: set aside, or left where they were. */
async function isKept(folder: string, bytes: Buffer): Promise<boolean> {
  for (const name of await namesIn(folder)) {
    if ((await readFile(pathOf(folder, name))).equals(bytes)) return true
  }
  return false
}

function stepsOf(draft: unknown): string[] {
  const { ok, value } = draft as Awaited<ReturnType<OpenFolder['files']['drafts']['read']>> & {
    value?: Draft
  }
  return ok && value ? value.past.map(({ label }) => label) : []
}

async function oneFile(name: string, kind: DamageKind): Promise<void> {
  await withCopy(async (folder) => {
    const damage = await damageTo(pathOf(folder, name), kind)
    const { seen, notices } = await look(folder)
    copies += 1
    const own = Object.entries(views).find(([, { from }]) => from.test(name))?.[0]
    for (const other of Object.keys(views)) {
      if (other !== own) expect(seen[other], other).toEqual(expected[other])
    }
    const isWhole = own === undefined || JSON.stringify(seen[own]) === JSON.stringify(expected[own])
    const file = name.split('/').at(-1) ?? ''
    const words = notices.filter(({ title, text }) => `${title} ${text}`.includes(file))
    // Of a case, its place in the list says what is wrong with it.
    const inPlace = JSON.stringify(seen[own ?? ''] ?? '').includes(`{"id":"${file}","problem":`)
    if (words.length > 0 || inPlace) told += 1
    else expect(isWhole, JSON.stringify(seen[own ?? '']).slice(0, 300)).toBe(true)
    await damage.mend()
    // Of a journal without its end, the steps that are whole are in the draft instead.
    const steps = () => stepsOf(seen['draft']).every((step, at) => step === whole[at])
    const whole = stepsOf(expected['draft'])
    if (damage.bytes && !isWhole) {
      expect((name.endsWith('.journal') && steps()) || (await isKept(folder, damage.bytes))).toBe(
        true,
      )
    }
  })
}

describe.each(damageKinds)('a file %s', (kind) => {
  test('is told of, and costs nothing else', async () => {
    const wrong: string[] = []
    // Each file in the long run; in `npm test` one of four, with each kind others.
    for (const name of sampled(files, 4, damageKinds.indexOf(kind))) {
      await oneFile(name, kind).catch((error: unknown) => wrong.push(`${name}: ${String(error)}`))
    }
    expect(wrong).toEqual([])
  })
})

test('a draft whose journal was damaged is edited on', async () => {
  const journal = files.find((name) => name.endsWith('.journal')) ?? ''
  for (const kind of damageKinds) {
    await withCopy(async (folder) => {
      const damage = await damageTo(pathOf(folder, journal), kind)
      const { opened, seen } = await look(folder)
      const { draft, sequence } = await stored(opened)
      const step = { id: 'after', label: 'After', at: '2026-11-25T13:00:00Z', changes: [] }
      const added = await opened.files.drafts.append(draft.projectId, sequence, [
        { kind: 'record', step },
      ])
      expect(added.ok, `${kind} ${JSON.stringify(seen['draft']).slice(0, 200)}`).toBe(true)
      await opened.files.flush()
      await damage.mend()
      const last = openFolder(folder, projectId)
      const again = await stored(last)
      await last.files.flush()
      expect(again.draft.past.map(({ label }) => label)).toEqual([
        ...draft.past.map(({ label }) => label),
        'After',
      ])
    })
  }
})

async function stored({ files: { drafts } }: ReturnType<typeof openFolder>) {
  const [id] = await drafts.projectIds()
  const read = await drafts.readStored((id ?? '') as never)
  if (!read.ok || !read.value) throw new Error('The draft is gone')
  return read.value
}
