import type { KeyTrouble } from '../../../core/model/project'
import type { Access, ApiClient } from '../../api/client'

/** Servers' refusals of keys since the start; in memory only. */
export interface KeyHealth {
  /** Client that records refusals. */
  readonly client: ApiClient
  /** `uuids`: Ory's IDs of the workspace's projects. */
  troubleOf(access: Access, uuids: readonly string[]): KeyTrouble | undefined
}

interface Known {
  refused: boolean
  /** Projects that this key may not read or write. */
  readonly unreadable: Set<string>
  readonly unwritable: Set<string>
}

/** Tracks refused keys; only the project itself counts, as lists need more rights. */
export function createKeyHealth(client: ApiClient, onChange: () => void): KeyHealth {
  const keys = new Map<string, Known>()
  const nameOf = ({ apiAddress, apiKey }: Access) => `${apiAddress} ${apiKey}`
  const knownOf = (access: Access): Known => {
    const known = keys.get(nameOf(access)) ?? {
      refused: false,
      unreadable: new Set(),
      unwritable: new Set(),
    }
    keys.set(nameOf(access), known)
    return known
  }

  /** Returns whether it changed. */
  function mark(set: Set<string>, id: string, isDenied: boolean): boolean {
    if (set.has(id) === isDenied) return false
    if (isDenied) set.add(id)
    else set.delete(id)
    return true
  }

  return {
    client: {
      async send(call) {
        const result = await client.send(call)
        const code = result.ok ? undefined : result.error.code
        // Our own refusals and unreachable servers say nothing about the key.
        const isRefused = code === 'api.unauthorized'
        if (!result.ok && !isRefused && code !== 'api.forbidden') return result
        const known = knownOf(call.access)
        const wasRefused = known.refused
        known.refused = isRefused
        let isNew = wasRefused !== isRefused
        const [of, id, more] = call.segments
        if (of === 'projects' && id !== undefined && !isRefused) {
          const isWrite = call.method !== 'GET'
          const set = isWrite ? known.unwritable : known.unreadable
          if (isWrite || more === undefined) isNew = mark(set, id, !result.ok) || isNew
        }
        if (isNew) onChange()
        return result
      },
    },

    troubleOf(access, uuids) {
      const known = keys.get(nameOf(access))
      if (!known) return undefined
      if (known.refused) return 'refused'
      if (uuids.some((id) => known.unreadable.has(id))) return 'may-not-read'
      return uuids.some((id) => known.unwritable.has(id)) ? 'may-not-write' : undefined
    },
  }
}
