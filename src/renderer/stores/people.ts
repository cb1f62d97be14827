import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import type { RequestInput } from '../../core/ipc/contract'
import type { KnownPeople, PeopleReadEnd } from '../../core/ipc/people'
import type { ProjectId } from '../../core/model/project-id'
import type { PeopleCounts } from '../../core/people/counts'
import { request, subscribe } from '../bridge/request'

/** The key for reading people, and the confirmed slug in production. */
export type ReadBy = Pick<RequestInput<'people.read'>, 'by' | 'confirmedSlug'>

export interface Counting {
  readonly people: number
  readonly sessions: number
}

/** How the last count of a project ended in this window. */
export type CountEnd =
  | { readonly kind: 'declined' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'read'; readonly ended: PeopleReadEnd; readonly isKeyLeft: boolean }

export const usePeopleStore = defineStore('people', () => {
  const known = shallowReactive(new Map<ProjectId, KnownPeople>())
  const asked = new Set<ProjectId>()
  /** Number of updates per project: an answer requested before the last one is outdated. */
  const learned = new Map<ProjectId, number>()
  const counting = shallowReactive(new Map<ProjectId, Counting>())
  const ends = shallowReactive(new Map<ProjectId, CountEnd>())
  /** Projects counted after a refresh, whose result is shown there. */
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

  /** Loads the stored counts once; contacts no server. */
  function look(projectId: ProjectId): void {
    if (!asked.has(projectId)) void load(projectId)
  }

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

  /** Counts the people of a project, continuing a stopped count. */
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

  /** Counts after a refresh, if the key is stored. */
  async function countByKept(projectId: ProjectId): Promise<void> {
    if (!known.has(projectId)) await load(projectId)
    const { key, isReading } = known.get(projectId) ?? {}
    if (key !== 'kept' || isReading === true) return
    const counted = count(projectId, { by: 'kept-key' })
    followed.add(projectId)
    await counted
  }

  /** Why the count after a refresh is incomplete. */
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
    /** The result after a refresh was read. */
    dismiss: (projectId: ProjectId) => void followed.delete(projectId),
    /** Stops a count of any window; it can continue later. */
    stop: (projectId: ProjectId) => request('people.stop', { projectId }),
    /** Stores a working key in the keychain. @returns the error */
    keepKey: (projectId: ProjectId, apiKey: string) => changeKey({ projectId, apiKey }),
    forgetKey: (projectId: ProjectId) => changeKey({ projectId }),
  }
})
