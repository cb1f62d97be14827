import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { checkReportsSchema, type CheckReports } from '../../../core/check/report'
import { keptEndsSchema, type KeptEnds } from '../../../core/problems/ends'
import { peopleCountsSchema, type PeopleCounts } from '../../../core/people/counts'
import { createRecent } from '../../../core/model/recent'
import type { Snapshot } from '../../../core/model/snapshot'
import { parseEnvelope } from '../store/envelope'
import { readOwnText } from '../store/read-text'
import { snapshotOf, storedSnapshotSchema } from './snapshot-files'
import { createTextCache } from './text-cache'
import { projectFileName, type ProjectId } from '../../../core/model/project-id'

/** Read-only view of projects on this computer. */
export interface CachedProjects {
  /** Changes with every write; `undefined` without a file. */
  stampOf(projectId: ProjectId, kind?: Kind): Promise<string | undefined>
  read(projectId: ProjectId): Promise<Snapshot | undefined>
  readChecks(projectId: ProjectId): Promise<CheckReports | undefined>
  readEnds(projectId: ProjectId): Promise<KeptEnds | undefined>
  readPeople(projectId: ProjectId): Promise<PeopleCounts | undefined>
  /** Cached text by hash. */
  readText(hash: string): Promise<string | undefined>
}

/** Characters of texts in memory. */
const mostCharacters = 32 * 1024 * 1024
/** Bytes of states in memory, for lists that need the same ones in turn. */
const mostBytes = 8 * 1024 * 1024

type Kind = 'snapshots' | 'checks' | 'ends' | 'people'

/** Reads snapshots in a thread; damage is left to the thread that owns the files to report. */
export function createCachedProjects({ folder }: { readonly folder: string }): CachedProjects {
  const texts = createTextCache({ folder })
  /** Many connections share one mapper. */
  const lastTexts = createRecent<string, string>(mostCharacters, (text) => text.length)
  const lastStates = createRecent<
    ProjectId,
    { readonly stamp: string; readonly bytes: number; readonly state: Snapshot }
  >(mostBytes, ({ bytes }) => bytes)
  function pathOf(kind: Kind, projectId: ProjectId): string {
    return join(folder, kind, `${projectFileName(projectId)}.json`)
  }
  async function readKept<Value>(kind: Kind, projectId: ProjectId, schema: z.ZodType<Value>) {
    try {
      const text = await readOwnText(pathOf(kind, projectId))
      const parsed = parseEnvelope(`${kind}/`, text, schema, 'dropped')
      return parsed.kind === 'good' ? parsed.value : undefined
    } catch {
      // Missing or damaged; the next read writes it anew.
      return undefined
    }
  }
  async function fileOf(projectId: ProjectId, kind: Kind) {
    try {
      const { mtimeMs, size, ino } = await stat(pathOf(kind, projectId))
      return { stamp: `${mtimeMs} ${size} ${ino}`, bytes: size }
    } catch {
      // Not read here yet.
      return undefined
    }
  }
  return {
    stampOf: async (projectId, kind = 'snapshots') => (await fileOf(projectId, kind))?.stamp,
    async read(projectId) {
      const file = await fileOf(projectId, 'snapshots')
      const last = lastStates.get(projectId)
      if (last && last.stamp === file?.stamp) return last.state
      const stored = await readKept('snapshots', projectId, storedSnapshotSchema)
      const state = stored && snapshotOf(projectId, stored)
      if (state && file) lastStates.set(projectId, { ...file, state })
      return state
    },
    readChecks: (projectId) => readKept('checks', projectId, checkReportsSchema),
    readEnds: (projectId) => readKept('ends', projectId, keptEndsSchema),
    readPeople: (projectId) => readKept('people', projectId, peopleCountsSchema),
    async readText(hash) {
      const text = lastTexts.get(hash) ?? (await texts.read(hash))
      if (text !== undefined) lastTexts.set(hash, text)
      return text
    },
  }
}
