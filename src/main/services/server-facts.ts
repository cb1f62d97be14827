import { milliseconds } from '../../core/model/times'
import type { Access } from '../api/client'
import { createQueue } from '../concurrency/in-turn'
import type { StoredValue } from '../files/app-files'
import type { KeptServers } from '../files/servers-file'

/** How a server takes organizations, as far as its answers have told; see `Snapshot`. */
export interface ServerFacts {
  readonly organizationIds?: 'kept' | 'assigned'
  /** The server takes no organizations in a project's patch. */
  readonly organizationRoute?: 'requests'
}

/** What is known of a server only by having published to it, kept for its address over restarts. */
export interface ServersKnown {
  of(access: Access): Promise<ServerFacts>
  /** Members that are `undefined` are forgotten; absent ones stay. */
  learn(
    access: Access,
    facts: { readonly [Name in keyof ServerFacts]?: ServerFacts[Name] | undefined },
  ): Promise<void>
}

/** After so many milliseconds a server that refused organizations in a patch is asked again. */
const triedAgainAfter = 7 * 24 * 60 * 60_000

const serverOf = ({ server, apiAddress }: Access) => server ?? apiAddress

export function createServersKnown(deps: {
  readonly file: StoredValue<KeptServers>
  readonly now: () => Date
}): ServersKnown {
  const { file, now } = deps
  const changes = createQueue()
  /** Of this session, in case it cannot be written. */
  let latest: KeptServers | undefined

  async function read(): Promise<KeptServers> {
    if (latest) return latest
    const stored = await file.read()
    // A damaged file was reported as a notice; what it said is learnt anew.
    latest = (stored.ok ? stored.value : undefined) ?? {}
    return latest
  }

  return {
    async of(access) {
      const { organizationIds, patchRefusedAt } = (await read())[serverOf(access)] ?? {}
      const refused = milliseconds(patchRefusedAt ?? '')
      const isRefused = now().getTime() - refused < triedAgainAfter
      return {
        ...(organizationIds ? { organizationIds } : {}),
        ...(isRefused ? { organizationRoute: 'requests' as const } : {}),
      }
    },

    learn: (access, facts) =>
      changes.run(async () => {
        const all = await read()
        const known = all[serverOf(access)] ?? {}
        const ids = 'organizationIds' in facts ? facts.organizationIds : known.organizationIds
        const refusedAt = facts.organizationRoute === 'requests' ? now().toISOString() : undefined
        const patchRefusedAt = 'organizationRoute' in facts ? refusedAt : known.patchRefusedAt
        const next = {
          ...(ids ? { organizationIds: ids } : {}),
          ...(patchRefusedAt === undefined ? {} : { patchRefusedAt }),
        }
        if (JSON.stringify(next) === JSON.stringify(known)) return
        latest = { ...all, [serverOf(access)]: next }
        await file.write(latest)
      }),
  }
}
