import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Snapshot } from '../../../core/model/snapshot'
import { parseEnvelope } from '../store/envelope'
import { migrations } from '../store/migrations/migrations'
import { readOwnText } from '../store/read-text'
import { storedSnapshotSchema } from './snapshot-files'
import { createTextCache } from './text-cache'

/** What is known of projects on this computer, to be read and never written. */
export interface CachedProjects {
  /** Differs once the state was written anew; `undefined` where there is none. */
  stampOf(projectId: string): Promise<string | undefined>
  /** The last known state; `undefined` where there is none that can be read. */
  read(projectId: string): Promise<Snapshot | undefined>
  /** A text that Ory stores by its hash, where it was read before. */
  readText(hash: string): Promise<string | undefined>
}

/**
 * For a thread beside the one that owns the files: what is damaged is left to that one to tell.
 *
 * @param folder the user data folder
 */
export function createCachedProjects({ folder }: { readonly folder: string }): CachedProjects {
  const texts = createTextCache({ folder })
  function pathOf(projectId: string): string {
    if (!/^[A-Za-z0-9-]{1,100}$/.test(projectId)) throw new Error('Not the id of a project')
    return join(folder, 'snapshots', `${projectId}.json`)
  }
  return {
    async stampOf(projectId) {
      try {
        const { mtimeMs, size, ino } = await stat(pathOf(projectId))
        return `${mtimeMs} ${size} ${ino}`
      } catch {
        // It was not read on this computer, or not yet.
        return undefined
      }
    },
    async read(projectId) {
      try {
        const text = await readOwnText(pathOf(projectId))
        const chain = migrations['snapshots'] ?? []
        const parsed = parseEnvelope(text, storedSnapshotSchema, chain, 'dropped')
        return parsed.kind === 'good' ? parsed.value : undefined
      } catch {
        // A copy that is gone or damaged is searched no more; the next read of the project writes it anew.
        return undefined
      }
    },
    readText: (hash) => texts.read(hash),
  }
}
