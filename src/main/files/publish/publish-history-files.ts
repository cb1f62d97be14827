import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  publishRecordSchema,
  publishSummarySchema,
  summaryOf,
  type PublishRecord,
  type PublishSummary,
} from '../../../core/history/publish-history'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { createQueues } from '../../concurrency/in-turn'
import { causeOf, codeOf } from '../store/file-errors'
import type { JsonFiles } from '../store/json-files'
import { sweepLeftovers } from '../store/leftovers'
import { projectFileName, type ProjectId } from '../../../core/model/project-id'

/** Per project: number of publishes, and two years. */
export const historyLimits = { count: 500, milliseconds: 2 * 366 * 24 * 60 * 60_000 } as const

/** One file per publish: `history/PROJECT/TIME-ID.json`. */
export interface PublishHistoryFiles {
  /** Stores a publish (replacing itself) and deletes those beyond the limits. */
  add(record: PublishRecord): Promise<Result<void>>
  /** Newest first. */
  list(projectId: ProjectId): Promise<Result<PublishSummary[]>>
  read(projectId: ProjectId, id: string): Promise<Result<PublishRecord | undefined>>
  /** The newest match; skips unreadable publishes. */
  find(
    projectId: ProjectId,
    isMeant: (record: PublishRecord) => boolean,
  ): Promise<Result<PublishRecord | undefined>>
  forget(projectId: ProjectId): Promise<Result<void>>
}

const namePattern = /^(\d{8}T\d{9}Z)-([0-9a-f-]{36})\.json$/
const indexSchema = z.record(z.string(), publishSummarySchema)

/** `20261125T120000000Z`: sortable and a valid file name everywhere. */
const compactTime = (iso: string) => iso.replace(/[-:.]/g, '')

export function createPublishHistoryFiles(deps: {
  readonly files: JsonFiles
  readonly now: () => Date
}): PublishHistoryFiles {
  const { files, now } = deps
  const { run: inTurn } = createQueues()

  const place = (projectId: ProjectId) => `history/${projectFileName(projectId)}`

  const folderOf = (projectId: ProjectId) => join(files.folder, place(projectId))
  const indexOf = (projectId: ProjectId) => `${place(projectId)}/index.json`
  const nameOf = (record: PublishRecord) => `${compactTime(record.startedAt)}-${record.id}.json`
  // Unknown members may be dropped: records are never rewritten.
  const readRecord = (projectId: ProjectId, name: string) =>
    files.read(`${place(projectId)}/${name}`, publishRecordSchema, 'dropped')

  async function names(projectId: ProjectId): Promise<Result<string[]>> {
    try {
      const all = await readdir(folderOf(projectId))
      return success(
        all
          .filter((name) => namePattern.test(name))
          .toSorted()
          .toReversed(),
      )
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return success([])
      return failure(appError('draft.corrupt', causeOf(error), { subject: 'history' }))
    }
  }

  /** Only a cache; missing entries come from the records. */
  async function readIndex(projectId: ProjectId): Promise<Record<string, PublishSummary>> {
    const index = await files.read(indexOf(projectId), indexSchema, 'dropped')
    return (index.ok ? index.value : undefined) ?? {}
  }

  async function prune(projectId: ProjectId): Promise<void> {
    const oldest = compactTime(new Date(now().getTime() - historyLimits.milliseconds).toISOString())
    const listed = await names(projectId)
    const all = listed.ok ? listed.value : []
    const beyond = all.filter((name, place) => place >= historyLimits.count || name < oldest)
    for (const name of beyond) await files.delete(`${place(projectId)}/${name}`)
    await sweepLeftovers(folderOf(projectId), 60 * 60_000)
  }

  return {
    add: (record) =>
      inTurn(record.projectId, async () => {
        const { projectId } = record
        const written = await files.write(`${place(projectId)}/${nameOf(record)}`, record)
        if (!written.ok) return written
        const index = await readIndex(projectId)
        await files.write(indexOf(projectId), { ...index, [nameOf(record)]: summaryOf(record) })
        await prune(projectId)
        return success(undefined)
      }),

    list: (projectId) =>
      inTurn(projectId, async () => {
        const listed = await names(projectId)
        if (!listed.ok) return listed
        const index = await readIndex(projectId)
        const known: Record<string, PublishSummary> = {}
        for (const name of listed.value) {
          const summary = index[name]
          // Earlier versions' entries lack members.
          if (
            summary?.connections &&
            summary.organizations &&
            summary.revisionAfter !== undefined
          ) {
            known[name] = summary
            continue
          }
          const record = await readRecord(projectId, name)
          if (record.ok && record.value) known[name] = summaryOf(record.value)
        }
        const isNew =
          Object.entries(known).some(([name, summary]) => index[name] !== summary) ||
          Object.keys(index).length !== Object.keys(known).length
        if (isNew) await files.write(indexOf(projectId), known)
        return success(Object.values(known))
      }),

    forget: (projectId) =>
      inTurn(projectId, async () => {
        try {
          await rm(folderOf(projectId), { recursive: true, force: true })
          return success(undefined)
        } catch (error) {
          const more = { retry: true, subject: 'history' }
          return failure(appError('draft.write-failed', causeOf(error), more))
        }
      }),

    async find(projectId, isMeant) {
      const listed = await names(projectId)
      if (!listed.ok) return listed
      for (const name of listed.value) {
        const record = await readRecord(projectId, name)
        if (record.ok && record.value && isMeant(record.value)) return record
      }
      return success(undefined)
    },

    async read(projectId, id) {
      const listed = await names(projectId)
      if (!listed.ok) return listed
      const name = listed.value.find((item) => namePattern.exec(item)?.[2] === id)
      if (name === undefined) return success(undefined)
      return readRecord(projectId, name)
    },
  }
}
