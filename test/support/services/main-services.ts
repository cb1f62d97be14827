import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd as afterTest } from '../runner/at-end'
import { emptyDraft, record, type Draft } from '../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../src/core/draft/edits'
import { planPublish, planText } from '../../../src/core/publish/publish-plan'
import type { PublishOutcome } from '../../../src/core/ipc/publish'
import type { Snapshot } from '../../../src/core/model/snapshot'
import type { Result } from '../../../src/core/errors/result'
import { demoIds, startEmulator, type EmulatorOptions } from '../../emulator'
import type { ApiClient } from '../../../src/main/api/client'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import type { SecretStore } from '../../../src/main/secrets/secret-store'
import type { Asking } from '../../../src/main/services/cases/transfer'
import type { OpenQuestion } from '../../../src/main/services/guards/guards'
import type { ElectronSupport } from '../../../src/main/services/workspaces/electron-support'
import type { IdentitySchemas } from '../../../src/main/services/projects/identity-schemas'
import type { ServerFacts } from '../../../src/main/services/server-facts'
import type { TellOthers } from '../../../src/main/services/tell-others'
import { namingServer, uuidIn } from '../states/project-ids'
import { wireServices } from './services'
import { projectIdOf } from '../../../src/core/model/project-id'
import type { LoadTransport, Transport } from '../../../src/main/api/dispatcher'

/**
 * Lets a request time out as soon as the emulator begins to hold its answer, so that no other request needs an answer
 * within a short time.
 */
function createHeldRequests() {
  /** By `x-request-id`. */
  const expire = new Map<string, () => void>()
  const withExpiry = (transport: Transport): Transport => ({
    for: (address) => transport.for(address),
    close: () => transport.close(),
    async request(address, options) {
      const id = Object.entries(options?.headers ?? {}).find(([name]) => name === 'x-request-id')
      const held = new AbortController()
      const late = Object.assign(new Error('No answer'), { name: 'TimeoutError' })
      expire.set(String(id?.[1]), () => held.abort(late))
      const own = options?.signal as AbortSignal | undefined
      const signal = own ? AbortSignal.any([own, held.signal]) : held.signal
      return transport.request(address, { ...options, signal })
    },
  })
  return {
    onHeld: (requestId: string) => expire.get(requestId)?.(),
    around: (load: LoadTransport): LoadTransport =>
      Object.assign(async () => withExpiry(await load()), {
        refresh: () => load.refresh(),
        close: () => load.close(),
      }),
  }
}

export function value<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

/** The main process' services on the emulator and a temporary folder, with Northwind connected. */
export async function startBench(
  options: EmulatorOptions = {},
  more: {
    readonly timeout?: number
    /** Default: Northwind's key. */
    readonly apiKey?: string
    readonly client?: (client: ApiClient) => ApiClient
    readonly engine?: MapperEngine
    readonly asking?: Asking
    readonly identitySchemas?: Pick<IdentitySchemas, 'list' | 'read'>
    readonly sleep?: (milliseconds: number) => Promise<void>
    readonly clock?: () => number
    readonly store?: SecretStore
    readonly electron?: ElectronSupport
    readonly tellOthers?: TellOthers
    readonly askToOpen?: (question: OpenQuestion) => Promise<boolean>
    readonly askToSend?: (origin: string) => Promise<boolean>
    /** Receives a function that stops the services; by default they stop at the end of the test. */
    readonly atEnd?: (end: () => Promise<void>) => void
  } = {},
) {
  const held = createHeldRequests()
  const emulator = await startEmulator({ ...options, onHeld: held.onHeld })
  const folder = await mkdtemp(join(tmpdir(), 'sso-workbench-'))
  const { timeout = 60_000, client, engine, asking, identitySchemas, sleep, clock, store } = more
  const { electron, tellOthers, askToOpen, askToSend, atEnd = afterTest } = more
  const progress: string[] = []
  const hooks: { beforeRequest?: (request: string) => void } = {}
  const services = wireServices({
    folder,
    emulator,
    transport: held.around,
    client,
    engine,
    asking,
    identitySchemas,
    timeout,
    sleep,
    clock,
    store,
    electron,
    tellOthers,
    askToOpen,
    askToSend,
    now: () => new Date('2026-11-25T12:00:00Z'),
    onRequest(request) {
      progress.push(request)
      hooks.beforeRequest?.(request)
    },
  })
  const { files, transport, workspaces } = services
  atEnd(() => emulator.close())
  atEnd(() => files.flush().then(() => rm(folder, { recursive: true, force: true })))
  atEnd(() => transport.close())
  const apiKey = more.apiKey ?? emulator.demoApiKeys[demoIds.northwind] ?? ''
  value(await workspaces.connect({ apiKey, apiAddress: emulator.apiAddress }))
  emulator.clearRequests()
  /** The id in the app of a project of this emulator. */
  const id = (uuid: string) => projectIdOf(emulator.apiAddress, uuidIn(uuid))
  const uuids = new Set(emulator.state().projects.map((project) => String(project.id)))
  /** The same for a service that a test makes of these. */
  const named = <Service extends object>(service: Service) =>
    namingServer(service, id, (uuid) => uuids.has(uuid))
  return { ...named(services), named, emulator, folder, progress, hooks, apiKey, id }
}

export type Bench = Awaited<ReturnType<typeof startBench>>

/** Reads a project, saves a draft with these edits, and returns the plan that a person would review. */
export async function draftOf(bench: Bench, projectId: string, edits: readonly Edit[]) {
  const snapshot = value(await bench.projects.read(projectId as never, {}))
  let draft = emptyDraft(bench.id(projectId), snapshot.revisionId)
  for (const edit of edits) {
    const changes = intentChangesOf(snapshot, draft.intents, edit)
    draft = record(draft, { label: edit.kind, at: '2026-11-25T12:00:00Z', changes })
  }
  value(await bench.saveDraft(draft))
  return { snapshot, draft, shown: shownOf(snapshot, draft) }
}

export function shownOf(snapshot: Snapshot, draft: Draft, excluded: readonly string[] = []) {
  return planText(planPublish(snapshot, draft.intents, new Set(excluded)))
}

export function outcomeOf<Kind extends PublishOutcome['kind']>(
  result: Result<PublishOutcome>,
  kind: Kind,
): Extract<PublishOutcome, { kind: Kind }> {
  const outcome = value(result)
  if (outcome.kind !== kind) throw new Error(`It ended as ${JSON.stringify(outcome).slice(0, 300)}`)
  return outcome as Extract<PublishOutcome, { kind: Kind }>
}

/** Lets the app know something of the server, as if it had published there before. */
export async function learn(
  { servers, workspaces }: Pick<Bench, 'servers' | 'workspaces'>,
  facts: ServerFacts,
): Promise<void> {
  for (const { id, projects } of await workspaces.list()) {
    const access = value(await workspaces.access(id))
    if (facts.organizationIds) await servers.learnIds(access, facts.organizationIds)
    const [project] = facts.organizationRoute ? projects : []
    if (!project) continue
    await servers.patchRefused(access, project.id)
    await servers.requestsTaken(access, project.id, true)
  }
}

/** Lets the app know that the server keeps the ids proposed for new organizations. */
export const knowsKeptIds = (bench: Bench) => learn(bench, { organizationIds: 'kept' })

/** A server whose documents say nothing of organizations: those are written by requests of their own. */
export const byRequests = { organizationsInDocument: 'absent' } as const

/** Methods of the writing requests that the API received, in order, with their status. */
export function writesOf({ emulator }: Bench): string[] {
  return emulator
    .requests()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, status }) => `${method} ${status}`)
}

/** Works on services of its own, which stop with that work; for `beforeAll`, where no test can stop them. */
export async function withBench<Made>(
  options: Parameters<typeof startBench>[0],
  more: Parameters<typeof startBench>[1],
  work: (bench: Bench) => Promise<Made>,
): Promise<Made> {
  const ends: (() => Promise<void>)[] = []
  try {
    return await work(await startBench(options, { ...more, atEnd: (end) => void ends.push(end) }))
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}
