import { atEnd } from '../runner/at-end'
import { createApiClient } from '../../../src/main/api/client'
import { createTransportLoader } from '../../../src/main/api/dispatcher'
import { success } from '../../../src/core/errors/result'
import type { EventPayload } from '../../../src/core/ipc/contract'
import type { Notice } from '../../../src/main/files/store/notices'
import { createMarks } from '../../../src/main/secrets/marks'
import { createMemoryStore } from '../../../src/main/secrets/memory-store'
import type { SecretStore } from '../../../src/main/secrets/secret-store'
import {
  createOpenPeople,
  type PeopleQuestion,
} from '../../../src/main/services/people/open-people'
import { createPeopleKeys } from '../../../src/main/services/people/people-keys'
import { createPeopleService } from '../../../src/main/services/people/people'
import { createProjectKeys, type ProjectKeysDeps } from '../../../src/main/services/project-keys'
import { createIdentitySchemas } from '../../../src/main/services/projects/identity-schemas'
import { createPublicFetch } from '../../../src/main/api/public-fetch'
import { createStorageReader } from '../../../src/main/api/storage'
import { demoIds, type EmulatorOptions } from '../../emulator'
import {
  createForeignReader,
  type ForeignAnswer,
  type ForeignQuestion,
} from '../../../src/main/services/foreign-files/in-thread'
import { createForeignFiles } from '../../../src/main/services/foreign-files/read-in-thread'
import { startBench, value } from './main-services'
import { threadInPlace } from './thread-in-place'

export const peopleProject = demoIds.northwindProduction
export const peopleSlug = 'brave-lovelace-7k2m9x4q1d'

/** Reads pages as the thread does, whose messages are copied. */
const foreignFiles = createForeignFiles(() => {
  const read = createForeignReader()
  return threadInPlace<ForeignQuestion, never, ForeignAnswer>(
    async (question) => structuredClone(await read(structuredClone(question))),
    { sent: () => undefined },
  )
})

/** The service on an emulator, with Northwind's production read. */
export async function startPeople(
  options: EmulatorOptions = {},
  more: {
    readonly says?: () => boolean | Promise<boolean>
    readonly store?: SecretStore
    readonly now?: () => Date
    /** How the client waits, by default not at all, and its clock. */
    readonly sleep?: (milliseconds: number) => Promise<void>
    readonly clock?: () => number
  } = {},
) {
  const bench = await startBench(options)
  const transport = createTransportLoader({})
  atEnd(() => transport.close())
  const client = createApiClient({
    transport,
    userAgent: 'test/1',
    sleep: more.sleep ?? (() => Promise.resolve()),
    ...(more.clock ? { now: more.clock } : {}),
    timeout: 5000,
    secrets: bench.secrets,
  })
  const { says = () => true, store = createMemoryStore(), now = () => new Date() } = more
  const told: EventPayload<'people.changed'>[] = []
  const notices: Notice[] = []
  const asked: PeopleQuestion[] = []
  const saved: { suggestedName: string; text: string }[] = []
  const secretStore = () => Promise.resolve(store)
  const keys = createPeopleKeys(secretStore)
  const parts = { client, workspaces: bench.workspaces, guards: bench.guards, now }
  const keysDeps: ProjectKeysDeps = {
    ...parts,
    file: bench.files.projectKeys,
    refused: bench.files.refusedKeys,
    marks: createMarks(secretStore),
    secrets: bench.secrets,
    notices: { add: (notice) => notices.push(notice) },
    newId: () => crypto.randomUUID(),
  }
  const projectKeys = createProjectKeys(keysDeps)
  const fetch = createPublicFetch({ transport, userAgent: 'test/1' })
  const storage = createStorageReader({ fetch, storageOf: () => bench.emulator.storageAddress })
  const allowsSending = () => Promise.resolve(success(undefined))
  const service = bench.named(
    createPeopleService({
      ...parts,
      files: bench.files,
      identitySchemas: createIdentitySchemas({ ...bench, storage }),
      keys,
      secrets: bench.secrets,
      readPage: foreignFiles.peoplePage,
      allowsSending,
      opening: createOpenPeople({
        ...parts,
        keys: projectKeys,
        kept: keys,
        allowsSending,
        async ask(question) {
          asked.push(question)
          return success(await says())
        },
      }),
      saveTable(file) {
        saved.push(file)
        return Promise.resolve(success({ name: file.suggestedName }))
      },
      tell: (payload) => told.push(payload),
    }),
  )
  value(await bench.projects.read(peopleProject, {}))
  bench.emulator.clearRequests()
  /** A key of the project, as a person makes it in the console. */
  async function ownKey(): Promise<string> {
    const response = await globalThis.fetch(
      `${bench.emulator.apiAddress}/projects/${peopleSlug}/tokens`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${bench.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Own' }),
      },
    )
    const made = (await response.json()) as { value: string }
    return made.value
  }
  const byMade = {
    projectId: peopleProject,
    by: 'made-key',
    confirmedSlug: peopleSlug,
  } as const
  const byKept = { projectId: peopleProject, by: 'kept-key' } as const
  return {
    ...bench,
    service,
    store,
    told,
    notices,
    asked,
    saved,
    projectKeys,
    /** What the next start of the app has of them. */
    nextStart: () => createProjectKeys(keysDeps),
    ownKey,
    byMade,
    byKept,
  }
}

export const never = () => new AbortController().signal
