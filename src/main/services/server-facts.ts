import { milliseconds } from '../../core/model/times'
import { uuidOf, type ProjectId } from '../../core/model/project-id'
import type { Access } from '../api/client'
import { serverOf } from '../api/uuid-at'
import { createQueue } from '../concurrency/in-turn'
import type { StoredValue } from '../files/app-files'
import type { KeptServers } from '../files/servers-file'

/** How a server handles organizations; see `Snapshot`. */
export interface ServerFacts {
  readonly organizationIds?: 'kept' | 'assigned'
  readonly organizationRoute?: 'requests'
}

/** What publishes taught about servers, kept by address. */
export interface ServersKnown {
  of(access: Access, projectId: ProjectId): Promise<ServerFacts>
  /** Learns how the server treats proposed IDs; `undefined` forgets it. */
  learnIds(access: Access, organizationIds: ServerFacts['organizationIds']): Promise<void>
  /** Notes a refused organization patch for this project (maybe a lost right) only. */
  patchRefused(access: Access, projectId: ProjectId): Promise<void>
  /** Notes whether organization requests work where patches were refused, for all projects. */
  requestsTaken(access: Access, projectId: ProjectId, areTaken: boolean): Promise<void>
}

/** Milliseconds before a refused patch is tried again. */
const triedAgainAfter = 7 * 24 * 60 * 60_000

type Known = KeptServers[string]

export function createServersKnown(deps: {
  readonly file: StoredValue<KeptServers>
  readonly now: () => Date
}): ServersKnown {
  const { file, now } = deps
  const changes = createQueue()
  /** Fallback if the file can't be written. */
  let latest: KeptServers | undefined

  async function read(): Promise<KeptServers> {
    if (latest) return latest
    const stored = await file.read()
    // A damaged file was reported; learn anew.
    latest = (stored.ok ? stored.value : undefined) ?? {}
    return latest
  }

  const counts = (refusedAt: string | undefined): boolean =>
    now().getTime() - milliseconds(refusedAt ?? '') < triedAgainAfter

  const change = (access: Access, next: (known: Known) => Known): Promise<void> =>
    changes.run(async () => {
      const all = await read()
      const known = all[serverOf(access)] ?? {}
      const changed = next(known)
      if (JSON.stringify(changed) === JSON.stringify(known)) return
      latest = { ...all, [serverOf(access)]: changed }
      await file.write(latest)
    })

  return {
    async of(access, projectId) {
      const known = (await read())[serverOf(access)] ?? {}
      const { organizationIds, patchRefusedAt, refusedProjects = {} } = known
      const isRefused = counts(patchRefusedAt) || counts(refusedProjects[uuidOf(projectId)])
      return {
        ...(organizationIds ? { organizationIds } : {}),
        ...(isRefused ? { organizationRoute: 'requests' as const } : {}),
      }
    },

    learnIds: (access, organizationIds) =>
      change(access, (known) => ({ ...known, organizationIds })),

    patchRefused: (access, projectId) =>
      change(access, (known) => ({
        ...known,
        refusedProjects: { ...known.refusedProjects, [uuidOf(projectId)]: now().toISOString() },
      })),

    requestsTaken: (access, projectId, areTaken) =>
      change(access, (known) => {
        const { [uuidOf(projectId)]: refusedAt, ...refusedProjects } = known.refusedProjects ?? {}
        const own = { refusedProjects }
        if (!areTaken) return { ...known, ...own, patchRefusedAt: undefined }
        return refusedAt === undefined ? known : { ...known, ...own, patchRefusedAt: refusedAt }
      }),
  }
}
