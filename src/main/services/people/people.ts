import { isDeepStrictEqual } from 'node:util'
import { appError, type AppError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type {
  EventPayload,
  RequestInput,
  RequestOutput,
  RequestProgress,
} from '../../../core/ipc/contract'
import {
  mostPeopleShown,
  type KnownPeople,
  type PeopleReadEnd,
  type ShownPerson,
} from '../../../core/ipc/people'
import { projectServer, type ProjectId } from '../../../core/model/project-id'
import { createPeopleCounter, type PeopleCounter } from '../../../core/people/count-people'
import type { PeopleCounts } from '../../../core/people/counts'
import { inGroup, type PeopleGroup } from '../../../core/people/group'
import type { SchemaPaths } from '../../../core/people/person'
import type { ApiClient, ApiWait } from '../../api/client'
import {
  listIdentities,
  listSessions,
  type PeopleAccess,
  type PeoplePage,
} from '../../api/endpoints/people'
import type { AppFiles } from '../../files/app-files'
import type { SecretsInUse } from '../../scrub/secrets-in-use'
import { cancelled, type OpenPeople, type PeoplePurpose } from './open-people'
import { peopleFrame, type PeopleFrameDeps, type ProjectFrame } from './people-frame'
import type { PeopleKeys } from './people-keys'
import { newChain, readChain, type Chain, type ChainEnd, type ChainPage } from './read-chain'
import type { PageReading, ReadPeoplePage } from './read-page'

/** Maximum number of stopped reads in memory (100,000 people take 20 MB). */
const mostStopped = 2

/** Milliseconds for which a stopped read can resume, as servers forget tokens. */
const goesOnFor = 60 * 60 * 1000

export interface PeopleOptions {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: RequestProgress<'people.read'>) => void
  readonly onWait?: (wait: ApiWait) => void
}

/** Counts people of a setup; see `people.…` in the contract. */
export interface PeopleService {
  known(projectId: ProjectId): Promise<Result<KnownPeople>>
  knownAll(): Promise<Result<RequestOutput<'people.known-all'>>>
  read(
    input: RequestInput<'people.read'>,
    options: PeopleOptions,
  ): Promise<Result<RequestOutput<'people.read'>>>
  stop(projectId: ProjectId): void
  keepKey(
    input: { readonly projectId: ProjectId; readonly apiKey: string },
    options: Pick<PeopleOptions, 'signal'>,
  ): Promise<Result<void>>
  forgetKey(projectId: ProjectId): Promise<Result<void>>
  show(
    input: RequestInput<'people.show'>,
    options: PeopleOptions,
  ): Promise<Result<RequestOutput<'people.show'>>>
  export(
    input: RequestInput<'people.export'>,
    options: PeopleOptions,
  ): Promise<Result<RequestOutput<'people.export'>>>
  /** Deletes the projects' keys and stopped reads. */
  forget(projects: readonly ProjectId[]): Promise<void>
}

export interface PeopleDeps extends PeopleFrameDeps {
  /** Separate client, so that its errors don't count against the workspace's key. */
  readonly client: ApiClient
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots' | 'people' | 'countedProjects'>
  readonly keys: PeopleKeys
  readonly secrets: Pick<SecretsInUse, 'hideIn'>
  /** Parses a page off the main process. */
  readonly readPage: ReadPeoplePage
  readonly opening: OpenPeople
  readonly allowsSending: () => Promise<Result<void>>
  /** Asks where and saves; no name if canceled. */
  readonly saveTable: (file: {
    readonly suggestedName: string
    readonly text: string
  }) => Promise<Result<{ name?: string | undefined }>>
  readonly tell: (payload: EventPayload<'people.changed'>) => void
  readonly now: () => Date
}

/** A resumable read of counts. */
interface Reading {
  readonly frame: ProjectFrame
  readonly counter: PeopleCounter
  readonly identities: Chain
  readonly sessions: Chain
  /** Milliseconds since 1970. */
  readonly began: number
}

type EntriesAsked =
  { readonly what: 'identities'; readonly paths: SchemaPaths } | { readonly what: 'sessions' }

type EntriesRead = Extract<PageReading, { readonly ok: true }> & ChainPage

/** For pages whose people are not counted. */
const noPaths: SchemaPaths = { schemas: new Map(), usual: [] }

interface GroupRead {
  readonly people: readonly ShownPerson[]
  readonly total: number
  readonly isWhole: boolean
}

export function createPeopleService(deps: PeopleDeps): PeopleService {
  const { client, files, keys, opening, now } = deps
  /** Abort controllers of running reads. */
  const running = new Map<ProjectId, AbortController>()
  /** Stopped reads with the IDs already counted; in memory only. */
  const stopped = new Map<ProjectId, Reading>()

  function canGoOn(projectId: ProjectId): Reading | undefined {
    const reading = stopped.get(projectId)
    if (reading && now().getTime() - reading.began <= goesOnFor) return reading
    stopped.delete(projectId)
    return undefined
  }

  /** Keeps a stopped read until it can no longer resume. */
  function remember(projectId: ProjectId, reading: Reading): void {
    stopped.delete(projectId)
    stopped.set(projectId, reading)
    const [oldest] = stopped.keys()
    if (stopped.size > mostStopped && oldest) stopped.delete(oldest)
    const left = reading.began + goesOnFor - now().getTime()
    // Another read may have replaced it.
    setTimeout(() => {
      if (stopped.has(projectId) && !canGoOn(projectId)) void tellKnown(projectId)
    }, left + 1).unref()
  }

  async function known(projectId: ProjectId): Promise<Result<KnownPeople>> {
    const [counts, hasKey] = await Promise.all([
      files.people(projectId).read(),
      keys.has(projectId),
    ])
    if (!counts.ok) return counts
    return success({
      ...(counts.value ? { counts: counts.value } : {}),
      key: hasKey ? 'kept' : 'none',
      goesOn: canGoOn(projectId) !== undefined,
      isReading: running.has(projectId),
    })
  }

  async function tellKnown(projectId: ProjectId): Promise<void> {
    const now = await known(projectId)
    if (now.ok) deps.tell({ projectId, known: now.value })
  }

  /** Runs as the project's only read. */
  async function alone<Value>(
    projectId: ProjectId,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    if (running.has(projectId)) {
      return failure(appError('people.running', t('The people of the project are being read')))
    }
    const controller = new AbortController()
    running.set(projectId, controller)
    try {
      await tellKnown(projectId)
      return await work(AbortSignal.any([signal, controller.signal]))
    } finally {
      running.delete(projectId)
      await tellKnown(projectId)
    }
  }

  /** Incomplete counts never replace complete ones, which say more. */
  async function keep(projectId: ProjectId, counts: PeopleCounts): Promise<Result<void>> {
    if (!counts.isWhole) {
      const before = await files.people(projectId).read()
      if (before.ok && before.value?.isWhole === true) return success(undefined)
    }
    return files.people(projectId).write(counts)
  }

  async function entriesOf(
    what: EntriesAsked,
    page: Result<PeoplePage>,
    signal: AbortSignal,
  ): Promise<Result<EntriesRead>> {
    if (!page.ok) return page
    const { body, contentType, next, size } = page.value
    const reading = await deps.readPage({ ...what, body, contentType }, signal)
    if (signal.aborted) return cancelled()
    if (reading.ok) return success({ ...reading, next, size })
    const message = t('The answer to {request} cannot be used: {why}', {
      request: `GET /admin/${what.what}`,
      why: reading.why,
    })
    return failure(appError('api.unexpected-response', message))
  }

  /** Resumes a stopped read unless the organizations changed. */
  async function begin(projectId: ProjectId, signal: AbortSignal): Promise<Result<Reading>> {
    const frame = await peopleFrame(deps, projectId, signal)
    if (!frame.ok) return frame
    const before = canGoOn(projectId)
    if (before && isDeepStrictEqual(before.frame, frame.value)) return success(before)
    const began = now()
    return success({
      frame: frame.value,
      counter: createPeopleCounter({ ...frame.value, readAt: began.toISOString() }),
      identities: newChain(),
      sessions: newChain(),
      began: began.getTime(),
    })
  }

  /** Reads both lists in parallel; one failure stops both. */
  async function count(
    { frame, counter, identities, sessions }: Reading,
    access: PeopleAccess,
    { signal, onProgress, onWait }: PeopleOptions,
  ): Promise<Result<PeopleReadEnd>> {
    const failing = new AbortController()
    const options = { signal: AbortSignal.any([signal, failing.signal]), onWait }
    const told = () => onProgress?.({ people: identities.entries, sessions: sessions.entries })
    async function ended(chain: Promise<Result<ChainEnd>>): Promise<Result<ChainEnd>> {
      const result = await chain
      if (!result.ok) failing.abort()
      return result
    }
    const both = await Promise.all([
      ended(
        readChain(
          identities,
          async (token) =>
            entriesOf(
              { what: 'identities', paths: frame.paths },
              await listIdentities(client, access, { token }, options),
              options.signal,
            ),
          ({ people }) => {
            told()
            return counter.addPeople(people)
          },
        ),
      ),
      ended(
        readChain(
          sessions,
          async (token) =>
            entriesOf(
              { what: 'sessions' },
              await listSessions(client, access, { token }, options),
              options.signal,
            ),
          (page) => {
            told()
            return counter.addSessions(page.sessions)
          },
        ),
      ),
    ])
    if (signal.aborted) return success('stopped')
    const errors = both.flatMap((result) => (result.ok ? [] : [result.error]))
    const [cause = errors[0]] = errors.filter(({ code }) => code !== 'request.cancelled')
    if (cause) return failure(ofPeople(cause))
    return success(
      both.flatMap((r) => (r.ok && r.value !== 'whole' ? [r.value] : []))[0] ?? 'whole',
    )
  }

  async function readCounts(
    projectId: ProjectId,
    access: PeopleAccess,
    options: PeopleOptions,
  ): Promise<Result<{ counts: PeopleCounts; ended: PeopleReadEnd }>> {
    const begun = await begin(projectId, options.signal)
    if (!begun.ok) return begun
    const reading = begun.value
    stopped.delete(projectId)
    const result = await count(reading, access, options)
    const counts = reading.counter.counts(result.ok && result.value === 'whole')
    const isStarted = counts.people > 0 || reading.sessions.entries > 0
    // Failures may pass; a persistent answer doesn't.
    if ((!result.ok || result.value === 'stopped') && isStarted) {
      remember(projectId, reading)
    }
    const kept = result.ok || isStarted ? await keep(projectId, counts) : success(undefined)
    if (!result.ok) return result
    return kept.ok ? success({ counts, ended: result.value }) : kept
  }

  async function readGroup(
    projectId: ProjectId,
    group: PeopleGroup,
    access: PeopleAccess,
    options: PeopleOptions & { readonly most: number },
  ): Promise<Result<GroupRead>> {
    const { signal, onProgress, onWait, most } = options
    const frame = await peopleFrame(deps, projectId, signal)
    if (!frame.ok) return frame
    const isMeant = inGroup(group, frame.value.organizations)
    const organizationId = group.kind === 'outside' ? undefined : group.organizationId
    const people = new Map<string, ShownPerson>()
    const found = new Set<string>()
    const chain = newChain()
    const firsts = new Set<string>()
    const { paths } = frame.value
    const result = await readChain(
      chain,
      async (token) =>
        entriesOf(
          { what: 'identities', paths },
          await listIdentities(client, access, { token, organizationId }, { signal, onWait }),
          signal,
        ),
      ({ people: all }) => {
        for (const person of all) {
          if (!isMeant(person)) continue
          found.add(person.id)
          if (people.size < most) {
            people.set(person.id, { id: person.id, addresses: [...person.addresses] })
          }
        }
        onProgress?.({ people: chain.entries, sessions: 0 })
        const first = all[0]?.id
        const isKnown = first !== undefined && firsts.has(first)
        if (first !== undefined) firsts.add(first)
        return isKnown
      },
    )
    if (!result.ok) return failure(ofPeople(result.error))
    return success({
      // Replaces texts only.
      people: deps.secrets.hideIn(
        projectServer(projectId),
        [...people.values()],
        noName,
      ) as ShownPerson[],
      total: found.size,
      isWhole: result.value === 'whole',
    })
  }

  async function purposeOf(projectId: ProjectId, group: PeopleGroup): Promise<PeoplePurpose> {
    if (group.kind === 'outside') return { kind: 'show', group: group.kind, of: group.domain }
    const snapshot = await files.snapshots.read(projectId)
    const all = snapshot.ok ? (snapshot.value?.organizations ?? []) : []
    const label = all.find(({ id }) => id === group.organizationId)?.['label']
    const of = typeof label === 'string' && label !== '' ? label : group.organizationId
    return { kind: 'show', group: group.kind, of }
  }

  return {
    known,

    async knownAll() {
      const ids = new Set([...(await files.countedProjects()), ...(await keys.all())])
      const all: RequestOutput<'people.known-all'> = []
      for (const projectId of ids) {
        const one = await known(projectId)
        if (one.ok) all.push({ projectId, ...one.value })
      }
      return success(all)
    },

    read: (input, options) =>
      alone<RequestOutput<'people.read'>>(input.projectId, options.signal, async (signal) => {
        const opened = await opening.open(input, { kind: 'count' }, signal, (access) =>
          readCounts(input.projectId, access, { ...options, signal }),
        )
        if (!opened.ok) return opened
        if (opened.value.kind === 'declined') return success({ kind: 'declined' })
        const { value, left } = opened.value
        return success({ kind: 'read', ...value, left })
      }),

    stop(projectId) {
      running.get(projectId)?.abort()
    },

    async keepKey({ projectId, apiKey: typed }, { signal }) {
      const sending = await deps.allowsSending()
      if (!sending.ok) return sending
      const key = typed.trim()
      if (!/^[\x21-\x7e]+$/.test(key)) {
        return failure(
          appError('people.key-refused', t('The key contains characters that no key has')),
        )
      }
      const place = await opening.place(projectId)
      if (!place.ok) return place
      const { host } = place.value
      const asked = { host, projectKey: key }
      const one = await entriesOf(
        { what: 'identities', paths: noPaths },
        await listIdentities(client, asked, { pageSize: 1 }, { signal }),
        signal,
      )
      if (!one.ok) return failure(ofPeople(one.error))
      const kept = await keys.keep(projectId, host, key)
      if (kept.ok) await tellKnown(projectId)
      return kept
    },

    async forgetKey(projectId) {
      const forgotten = await keys.forget(projectId)
      if (forgotten.ok) await tellKnown(projectId)
      return forgotten
    },

    show: (input, options) =>
      alone<RequestOutput<'people.show'>>(input.projectId, options.signal, async (signal) => {
        const { projectId, group } = input
        const purpose = await purposeOf(projectId, group)
        const opened = await opening.open(input, purpose, signal, (access) =>
          readGroup(projectId, group, access, { ...options, signal, most: mostPeopleShown }),
        )
        if (!opened.ok) return opened
        if (opened.value.kind === 'declined') return success({ kind: 'declined' })
        const { value, left } = opened.value
        return success({ kind: 'read', ...value, people: [...value.people], left })
      }),

    export: (input, options) =>
      alone<RequestOutput<'people.export'>>(input.projectId, options.signal, async (signal) => {
        const { projectId, group } = input
        const opened = await opening.open(input, { kind: 'export' }, signal, (access) =>
          readGroup(projectId, group, access, { ...options, signal, most: Infinity }),
        )
        if (!opened.ok) return opened
        if (opened.value.kind === 'declined') return success({ kind: 'declined' })
        const { value, left } = opened.value
        const ids = value.people.map(({ id }) => id).filter((id) => uuid.test(id))
        const saved = await deps.saveTable({ suggestedName: 'people.csv', text: tableOf(ids) })
        if (!saved.ok) return saved
        const { name } = saved.value
        if (name === undefined) return success({ kind: 'declined' })
        return success({ kind: 'saved', name, people: ids.length, isWhole: value.isWhole, left })
      }),

    async forget(projects) {
      for (const projectId of projects) {
        running.get(projectId)?.abort()
        stopped.delete(projectId)
        await keys.forget(projectId)
      }
    },
  }
}

const noName: ReadonlySet<string> = new Set()

/** Only Ory's UUIDs: anything else might be a spreadsheet formula. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Table of IDs only. */
const tableOf = (ids: readonly string[]): string =>
  ['id', ...ids].map((line) => `${line}\r\n`).join('')

/** The project's API refused the project's key, not the workspace's. */
const ofPeople = (error: AppError): AppError =>
  error.status === 401 || error.status === 403 ? { ...error, code: 'people.key-refused' } : error
