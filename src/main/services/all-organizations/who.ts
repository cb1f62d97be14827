import { setUpOf } from '../../../core/draft/set-up-of'
import { success, type Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { noIntents } from '../../../core/intents/intents'
import type { ProjectId } from '../../../core/model/project-id'
import { createRecent } from '../../../core/model/recent'
import {
  addressLines,
  findAddresses,
  projectWays,
  type AddressHits,
  type AddressLine,
  type KnownWays,
  type ProjectWays,
} from '../../../core/sign-in-ways/address-lines'
import type { AppFiles } from '../../files/app-files'
import { withPauses, yieldToEventLoop } from '../../concurrency/pauses'
import { createHeldAnswers } from '../held-answers'
import type { WorkspacesService } from '../workspaces/workspaces'

/** Says who signs in where, by what is on this disk of all projects. */
export interface WhoService {
  /** Every address in every project that was read. */
  find(input: RequestInput<'who.find'>): Promise<Result<RequestOutput<'who.find'>>>
  /** The lines of addresses, hits first. */
  addresses(
    input: RequestInput<'all-organizations.addresses'>,
  ): Promise<Result<RequestOutput<'all-organizations.addresses'>>>
  /** All of them. */
  lines(texts: readonly string[]): Promise<AddressLine[]>
  /** A project was read or published: what is known of it is looked up anew. */
  forget(projectId: ProjectId): void
}

interface Known {
  readonly read: readonly KnownWays[]
  readonly unread: readonly ProjectId[]
}

export function createWhoService(deps: {
  readonly files: Pick<AppFiles, 'snapshots'>
  readonly workspaces: Pick<WorkspacesService, 'list'>
}): WhoService {
  const { files, workspaces } = deps
  const ways = createHeldAnswers(wayIn)
  /** A list is asked for page by page: where its addresses were found, while the same is known. */
  const found = createRecent<string, { readonly of: readonly ProjectWays[]; hits: AddressHits }>(2)

  /** @returns `undefined` for a project that was never read, or only in part. */
  async function wayIn(projectId: ProjectId): Promise<ProjectWays | undefined> {
    const stored = await files.snapshots.read(projectId)
    // An organization that is missing in half of a project may have the domain.
    const snapshot = stored.ok && !stored.value?.incomplete ? stored.value : undefined
    const setUp = snapshot && setUpOf(snapshot, noIntents)
    await yieldToEventLoop()
    return setUp && projectWays(setUp)
  }

  async function known(): Promise<Known> {
    const read: KnownWays[] = []
    const unread: ProjectId[] = []
    for (const { projects } of await workspaces.list()) {
      for (const { id, name, environment, state } of projects) {
        if (state === 'deleted') continue
        const way = await ways.of(id)
        if (way) read.push({ projectId: id, project: name, environment, ways: way })
        else unread.push(id)
      }
    }
    return { read, unread: unread.slice(0, 1000) }
  }

  async function hitsOf(texts: readonly string[], { read }: Known): Promise<AddressHits> {
    const key = texts.join('\n')
    const of = read.map((project) => project.ways)
    const before = found.get(key)
    const isSame =
      before?.of.length === of.length && before.of.every((each, index) => each === of[index])
    if (before && isSame) {
      // A project that was renamed is found by its name of now.
      const now = new Map(read.map((project) => [project.ways, project]))
      const hits = before.hits.hits.map((hit) => ({ ...hit, in: now.get(hit.in.ways) ?? hit.in }))
      return { ...before.hits, hits }
    }
    const hits = (await withPauses(findAddresses(texts, read))) ?? { hits: [], misses: [] }
    found.set(key, { of, hits })
    return hits
  }

  return {
    async find({ texts, offset, limit }) {
      const { read, unread } = await known()
      const total = texts.length * read.length
      const rows: RequestOutput<'who.find'>['rows'] = []
      for (let at = offset; at < Math.min(total, offset + limit); at += 1) {
        const text = texts[Math.floor(at / read.length)] ?? ''
        const inProject = read[at % read.length]
        if (!inProject) break
        const { ways: own, ...project } = inProject
        rows.push({ text, ...project, way: own.wayOf(text) })
      }
      return success({ rows, total, unread: [...unread] })
    },

    async addresses({ texts, offset, limit }) {
      const all = await known()
      const hits = await hitsOf(texts, all)
      return success({
        rows: addressLines(hits, all.read, { offset, limit }),
        total: hits.hits.length + hits.misses.length,
        hits: hits.hits.length,
        unread: [...all.unread],
      })
    },

    async lines(texts) {
      const all = await known()
      const hits = await hitsOf(texts, all)
      return addressLines(hits, all.read, { offset: 0, limit: Infinity })
    },

    forget: ways.forget,
  }
}
