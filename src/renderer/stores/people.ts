import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import type { RequestInput } from '../../core/ipc/contract'
import type { KnownPeople, PeopleReadEnd } from '../../core/ipc/people'
import type { ProjectId } from '../../core/model/project-id'
import type { PeopleCounts } from '../../core/people/counts'
import { request, subscribe } from '../bridge/request'

/** With which key people are read, and what was typed where one is made for a project in production. */
export type ReadBy = Pick<RequestInput<'people.read'>, 'by' | 'confirmedSlug'>

/** How far a count of people is. */
export interface Counting {
  readonly people: number
  readonly sessions: number
}

/** How the last count of a project ended in this window. */
export type CountEnd =
  | { readonly kind: 'declined' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'read'; readonly ended: PeopleReadEnd; readonly isKeyLeft: boolean }

/** The people behind projects: what is kept of each on this computer, and the counts of this window. */
export const usePeopleStore = defineStore('people', () => {
  const known = shallowReactive(new Map<ProjectId, KnownPeople>())
  const asked = new Set<ProjectId>()
  /** Number of times that each project was learned of: an answer asked for before the last time is late. */
  const learned = new Map<ProjectId, number>()
  const counting = shallowReactive(new Map<ProjectId, Counting>())
  const ends = shallowReactive(new Map<ProjectId, CountEnd>())
  /** Projects whose last count followed a refresh: what it came to is told where that was asked for. */
  const followed = shallowReactive(new Set<ProjectId>())

  function learn(projectId: ProjectId, now: KnownPeople): void {
    asked.add(projectId)
    learned.set(projectId, (learned.get(projectId) ?? 0) + 1)
    known.set(projectId, now)
  }

  subscribe('people.changed', ({ projectId, known: now }) => learn(projectId, now))

  async function load(projectId: ProjectId): Promise<void> {
    asked.add(projectId)
    const before = learned.get(projectId)
    const result = await request('people.known', { projectId })
    if (result.ok && learned.get(projectId) === before) learn(projectId, result.value)
  }

  /** Looks up what is kept of a project, where this window does not know it yet. Nothing is asked of a server. */
  function look(projectId: ProjectId): void {
    if (!asked.has(projectId)) void load(projectId)
  }

  /** The same of every project. */
  async function lookAtAll(): Promise<void> {
    const before = new Map(learned)
    const result = await request('people.known-all', {})
    if (!result.ok) return
    for (const { projectId, ...each } of result.value) {
      if (learned.get(projectId) === before.get(projectId)) learn(projectId, each)
    }
  }

  const countsOf = (projectId: ProjectId | undefined): PeopleCounts | undefined =>
    projectId === undefined ? undefined : known.get(projectId)?.counts

  /** Counts the people of a project; where an earlier count was stopped, it goes on from there. */
  async function count(projectId: ProjectId, by: ReadBy): Promise<void> {
    if (counting.has(projectId)) return
    counting.set(projectId, { people: 0, sessions: 0 })
    ends.delete(projectId)
    followed.delete(projectId)
    const result = await request(
      'people.read',
      { projectId, ...by },
      { onProgress: (progress) => counting.set(projectId, progress) },
    )
    counting.delete(projectId)
    if (!result.ok) ends.set(projectId, { kind: 'failed', error: result.error })
    else if (result.value.kind === 'declined') ends.set(projectId, { kind: 'declined' })
    else {
      const { ended, left } = result.value
      ends.set(projectId, { kind: 'read', ended, isKeyLeft: left.length > 0 })
    }
    await load(projectId)
  }

  /** Counts the people of a project after a refresh, where its key is kept; asks for nothing where none is. */
  async function countByKept(projectId: ProjectId): Promise<void> {
    if (!known.has(projectId)) await load(projectId)
    const { key, isReading } = known.get(projectId) ?? {}
    if (key !== 'kept' || isReading === true) return
    const counted = count(projectId, { by: 'kept-key' })
    followed.add(projectId)
    await counted
  }

  /** What the count after a refresh came to, where not everybody was counted. */
  function failedAfterRefresh(projectId: ProjectId): CountEnd | undefined {
    const end = followed.has(projectId) ? ends.get(projectId) : undefined
    const isFine = end?.kind === 'read' && (end.ended === 'whole' || end.ended === 'stopped')
    return isFine ? undefined : end
  }

  async function changeKey(
    input: RequestInput<'people.change-key'>,
  ): Promise<AppError | undefined> {
    const { projectId } = input
    const result = await request('people.change-key', input)
    await load(projectId)
    return result.ok ? undefined : result.error
  }

  /** Whether people of any project were counted. */
  const hasCounts = computed(() => [...known.values()].some(({ counts }) => counts !== undefined))

  return {
    known,
    hasCounts,
    counting,
    ends,
    look,
    lookAtAll,
    countsOf,
    count,
    countByKept,
    failedAfterRefresh,
    /** What a count after a refresh came to was read. */
    dismiss: (projectId: ProjectId) => void followed.delete(projectId),
    /** Ends a count of any window; what it has found is kept, and another goes on from there. */
    stop: (projectId: ProjectId) => request('people.stop', { projectId }),
    /** Keeps a key of the project in the keychain once the project has taken it. @returns what went wrong */
    keepKey: (projectId: ProjectId, apiKey: string) => changeKey({ projectId, apiKey }),
    /** @returns what went wrong */
    forgetKey: (projectId: ProjectId) => changeKey({ projectId }),
  }
})
