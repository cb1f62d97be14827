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

/** What is known of projects on this computer, to be read and never written. */
export interface CachedProjects {
  /** Differs once the state, or what else is kept, was written anew; `undefined` where there is none. */
  stampOf(projectId: ProjectId, kind?: Kind): Promise<string | undefined>
  /** The last known state; `undefined` where there is none that can be read. */
  read(projectId: ProjectId): Promise<Snapshot | undefined>
  /** The last check of each of its connections; `undefined` where there was none. */
  readChecks(projectId: ProjectId): Promise<CheckReports | undefined>
  /** What people noted of when something ends; `undefined` where nobody noted anything. */
  readEnds(projectId: ProjectId): Promise<KeptEnds | undefined>
  /** How many people it has, as last counted; `undefined` where they never were. */
  readPeople(projectId: ProjectId): Promise<PeopleCounts | undefined>
  /** A text that Ory stores by its hash, where it was read before. */
  readText(hash: string): Promise<string | undefined>
}

/** Of texts that are held in memory. */
const mostCharacters = 32 * 1024 * 1024
/** Bytes of the files whose states are held in memory, for lists that ask for the same ones in turn. */
const mostBytes = 8 * 1024 * 1024

/** The folders of what is kept of each project. */
type Kind = 'snapshots' | 'checks' | 'ends' | 'people'

/** Reads snapshots in a thread; damage is left to the thread that owns the files to report. */
export function createCachedProjects({ folder }: { readonly folder: string }): CachedProjects {
  const texts = createTextCache({ folder })
  /** The same text is the mapper of many connections of many projects. */
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
      // A copy that is gone or damaged says nothing; the next read of the project writes it anew.
      return undefined
    }
  }
  async function fileOf(projectId: ProjectId, kind: Kind) {
    try {
      const { mtimeMs, size, ino } = await stat(pathOf(kind, projectId))
      return { stamp: `${mtimeMs} ${size} ${ino}`, bytes: size }
    } catch {
      // It was not read on this computer, or not yet.
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
