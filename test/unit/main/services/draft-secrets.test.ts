import { chmod, cp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Edit } from '../../../../src/core/draft/edits'
import { demoIds } from '../../../emulator'
import { createMemoryStore } from '../../../../src/main/secrets/memory-store'
import { draftAccount, type SecretStore } from '../../../../src/main/secrets/secret-store'
import {
  draftOf,
  outcomeOf,
  startBench,
  value,
  type Bench,
} from '../../../support/services/main-services'
import { wireServices } from '../../../support/services/services'
import { projectFileName } from '../../../../src/core/model/project-id'
import { temporaryFolder } from '../../../support/services/temporary'
import { fieldEdit } from '../../../support/states/field-edit'

const projectId = demoIds.northwindStaging
const reference = (number: number) => `6a4c1d3e-6f52-4f0e-9d3b-${String(number).padStart(12, '0')}`
const target = { kind: 'connection', key: 'oidc:meadowlark-okta' } as const
const setSecret = (number: number): Edit =>
  fieldEdit(target, 'client_secret', { $secret: reference(number) })
const setLabel = (text: string): Edit => fieldEdit(target, 'label', text)

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** The services anew on a folder, as after a start, with the keychain that was there before. */
function again(folder: string, store: SecretStore) {
  return wireServices({ folder, store, timeout: 2000, now: () => new Date('2026-11-25T13:00:00Z') })
}

/** Another folder with the same workspace and the same keychain. */
async function besides(bench: Bench): Promise<Bench> {
  const { emulator, store, apiKey } = bench
  const folder = await temporaryFolder()
  folders.push(folder)
  const now = () => new Date('2026-11-25T12:00:00Z')
  const services = wireServices({ folder, store, emulator, timeout: 2000, now })
  value(await services.workspaces.connect({ apiKey, apiAddress: emulator.apiAddress }))
  return { ...bench, ...bench.named(services), folder }
}

const kept = async (store: SecretStore) =>
  value(await store.find('draft:')).map((account) => Number(account.slice(-12)))

async function publishAll(bench: Bench, edits: readonly Edit[]) {
  const { shown } = await draftOf(bench, projectId, edits)
  return bench.publishing.publish({ projectId, excluded: [], shown })
}

const putAll = async (bench: Pick<Bench, 'projects'>, ...numbers: number[]) => {
  for (const number of numbers) {
    value(await bench.projects.putSecret(projectId, reference(number), `secret ${number}`))
  }
}

describe('a secret that no draft got', () => {
  test('goes when its form gives it up, and one that the draft holds stays', async () => {
    const bench = await startBench()
    await putAll(bench, 1, 2)
    await draftOf(bench, projectId, [setSecret(2)])
    await bench.projects.dropSecrets(projectId, [reference(1), reference(2)])
    expect(await kept(bench.store)).toEqual([2])
  })

  test('goes at the next start, where its form had no time to give it up', async () => {
    const bench = await startBench()
    await putAll(bench, 1, 2)
    await draftOf(bench, projectId, [setSecret(2)])
    const next = again(bench.folder, bench.store)
    await next.draftSecrets.sweep()
    expect(await kept(bench.store)).toEqual([2])
    await next.draftSecrets.sweep()
    expect(await kept(bench.store)).toEqual([2])
  })

  test('goes after a publish, with what was published', async () => {
    const bench = await startBench()
    await putAll(bench, 1)
    const next = { ...bench, ...bench.named(again(bench.folder, bench.store)) }
    await putAll(next, 2)
    outcomeOf(await publishAll(next, [setSecret(2)]), 'published')
    expect(await kept(bench.store)).toEqual([])
    await next.transport.close()
  })

  test('stays while it was just typed: its form is open, also over a publish', async () => {
    const bench = await startBench()
    await putAll(bench, 1)
    bench.hooks.beforeRequest = () => void putAll(bench, 2)
    outcomeOf(await publishAll(bench, [setLabel('Published')]), 'published')
    await bench.draftSecrets.sweep()
    expect(await kept(bench.store)).toEqual([1, 2])
  })

  test('goes when the draft had it once, and the step was published away', async () => {
    const bench = await startBench()
    await putAll(bench, 1, 2)
    outcomeOf(await publishAll(bench, [setSecret(1), setSecret(2)]), 'published')
    expect(await kept(bench.store)).toEqual([])
  })
})

describe('a secret that something refers to stays', () => {
  test('in the history of the draft', async () => {
    const bench = await startBench()
    await putAll(bench, 1, 2)
    await draftOf(bench, projectId, [setSecret(1), setSecret(2)])
    await again(bench.folder, bench.store).draftSecrets.sweep()
    expect(await kept(bench.store)).toEqual([1, 2])
  })

  test('in a damaged draft, in one that was set aside, and in one that nobody may read', async () => {
    const bench = await startBench()
    await putAll(bench, 1)
    const { draft } = await draftOf(bench, projectId, [setSecret(1)])
    const file = join(bench.folder, 'drafts', `${projectFileName(bench.id(projectId))}.json`)
    await bench.files.flush()
    await writeFile(file, `{"broken": ${JSON.stringify(draft.intents)}`)
    const next = again(bench.folder, bench.store)
    await next.draftSecrets.sweep()
    expect(await kept(bench.store)).toEqual([1])
    value(await next.projects.open(projectId))
    await next.draftSecrets.sweep()
    expect(await kept(bench.store)).toEqual([1])
  })

  test.skipIf(process.getuid?.() === 0)('where the drafts cannot be read', async () => {
    const bench = await startBench()
    await putAll(bench, 1, 2)
    await draftOf(bench, projectId, [setSecret(1)])
    await bench.files.flush()
    const drafts = join(bench.folder, 'drafts')
    await chmod(drafts, 0)
    try {
      await again(bench.folder, bench.store).draftSecrets.sweep()
    } finally {
      await chmod(drafts, 0o700)
    }
    expect(await kept(bench.store)).toEqual([1, 2])
  })

  test('also where a folder stands in the place of a file', async () => {
    const bench = await startBench()
    await putAll(bench, 1)
    await writeFile(join(bench.folder, 'trash'), 'no folder')
    await again(bench.folder, bench.store).draftSecrets.sweep()
    expect(await kept(bench.store)).toEqual([1])
  })
})

describe('folders that share a keychain', () => {
  test('one takes nothing away that another one put there', async () => {
    const store = createMemoryStore()
    const mine = await startBench({}, { store })
    const others = await besides(mine)
    await putAll(mine, 1)
    await putAll(others, 2, 3)
    await draftOf(others, projectId, [setSecret(2)])
    value(await store.set(draftAccount(mine.id(projectId), reference(4)), 'of an earlier version'))
    await again(mine.folder, store).draftSecrets.sweep()
    expect(await kept(store)).toEqual([2, 3, 4])
    outcomeOf(await publishAll(mine, [setLabel('Mine')]), 'published')
    value(await mine.trash.discardDraft(projectId))
    expect(await kept(store)).toEqual([2, 3, 4])
  })

  test('a copy of a folder takes nothing from the one that it was copied from', async () => {
    const bench = await startBench()
    await putAll(bench, 1)
    await draftOf(bench, projectId, [setSecret(1)])
    await bench.files.flush()
    const copy = await temporaryFolder()
    folders.push(copy)
    await cp(bench.folder, copy, { recursive: true })
    await rm(join(copy, 'drafts'), { recursive: true })
    await again(copy, bench.store).draftSecrets.sweep()
    expect(await kept(bench.store)).toEqual([1])
  })

  test('a secret of an earlier version is published, and gone then', async () => {
    const bench = await startBench()
    value(await bench.store.set(draftAccount(bench.id(projectId), reference(1)), 'typed long ago'))
    outcomeOf(await publishAll(bench, [setSecret(1)]), 'published')
    expect(await kept(bench.store)).toEqual([])
    const sent = JSON.stringify(bench.emulator.project(projectId))
    expect(sent).toContain('typed long ago')
  })
})

test('a discarded draft takes its own secrets along, and none that is just being typed', async () => {
  const bench = await startBench()
  await putAll(bench, 1, 2)
  await draftOf(bench, projectId, [setSecret(1)])
  value(await bench.trash.discardDraft(projectId))
  expect(await kept(bench.store)).toEqual([2])
})
