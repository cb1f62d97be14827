import { open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { unwalkedObjectSchema } from '../../../core/model/json-schema'
import { projectSummarySchema } from '../../../core/model/project'
import { readScimSchema, snapshotSchema, type Snapshot } from '../../../core/model/snapshot'
import type { JsonFiles } from '../store/json-files'
import { leftoverPattern } from '../store/leftovers'
import { projectFileName, type ProjectId } from '../../../core/model/project-id'

export const storedSnapshotSchema = snapshotSchema.extend({
  // Whose it is, its name says.
  summary: projectSummarySchema.extend({ id: z.string() }),
  project: unwalkedObjectSchema,
  organizations: z.array(unwalkedObjectSchema),
  scim: readScimSchema.extend({ clients: z.array(unwalkedObjectSchema) }).optional(),
})

/** A stored state, by the name of its file. */
export const snapshotOf = (
  projectId: ProjectId,
  stored: z.infer<typeof storedSnapshotSchema>,
): Snapshot => ({ ...stored, summary: { ...stored.summary, id: projectId } })

/** The last known state of each project. */
export interface SnapshotFiles {
  read(projectId: ProjectId): Promise<Result<Snapshot | undefined>>
  /** When the state of a project was written, in milliseconds since 1970; `undefined` where there is none. */
  writtenAt(projectId: ProjectId): Promise<number | undefined>
  write(snapshot: Snapshot): Promise<Result<void>>
  delete(projectId: ProjectId): Promise<Result<void>>
  /**
   * Rewrites files of older app versions, including renamed ones, because they contain everything the
   * server had shown. An unreadable one is deleted, since the server still has its content.
   */
  reduceOld(): Promise<void>
}

const folder = 'snapshots'
const setAsidePattern = /\.json\.damaged-\d+$/

/** The version at the start of a file; `undefined` if it does not start like one of ours. */
async function versionOf(path: string): Promise<number | undefined> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(40), 0, 40, 0)
    const head = /^\{"version":(\d+),/.exec(buffer.toString('utf8', 0, bytesRead))
    return head ? Number(head[1]) : undefined
  } finally {
    await file.close()
  }
}

export function createSnapshotFiles(files: JsonFiles): SnapshotFiles {
  const named = (name: string) => `${folder}/${name}.json`
  const nameOf = (projectId: ProjectId) => named(projectFileName(projectId))
  const current = files.versionOf(named('any'))

  function tellRemoved(name: string): void {
    files.notices.add({
      id: `removed ${name}`,
      title: t('A damaged copy of a project was removed'),
      text: t(
        '{file} could not be read, and may have held settings of the project that are no longer kept ' +
          'here. It contained none of your edits: the server has everything.',
        { file: `${folder}/${name}` },
      ),
    })
  }

  async function reduceSetAside(name: string): Promise<void> {
    const path = join(files.folder, folder, name)
    if (((await versionOf(path)) ?? 0) >= current) return
    const text = files.upToDate(named('any'), await readFile(path, 'utf8'), storedSnapshotSchema)
    if (text !== undefined && !leftoverPattern.test(name)) {
      await writeFileAtomic(path, text, { mode: 0o600, fsync: true })
      return
    }
    await rm(path, { force: true })
    if (setAsidePattern.test(name)) tellRemoved(name)
  }

  async function reduceFile(id: string): Promise<void> {
    const name = named(id)
    // A file that does not start like one of ours is renamed when it is read.
    if (((await versionOf(join(files.folder, name))) ?? current) >= current) return
    if ((await files.upgrade(name, storedSnapshotSchema)) !== 'damaged') return
    await files.delete(name)
    tellRemoved(`${id}.json`)
  }

  return {
    async read(projectId) {
      const stored = await files.read(nameOf(projectId), storedSnapshotSchema)
      if (!stored.ok || !stored.value) return stored.ok ? success(undefined) : stored
      return success(snapshotOf(projectId, stored.value))
    },
    async writtenAt(projectId) {
      try {
        return (await stat(join(files.folder, nameOf(projectId)))).mtimeMs
      } catch {
        // It was never read here, or was put aside.
        return undefined
      }
    },
    write: (data) => files.write(nameOf(data.summary.id), data),
    delete: (projectId) => files.delete(nameOf(projectId)),
    async reduceOld() {
      // Without the folder there is nothing to reduce.
      const names = await readdir(join(files.folder, folder)).catch(() => [])
      for (const name of names) {
        const isCopy = setAsidePattern.test(name) || leftoverPattern.test(name)
        // If it cannot be changed now, it is tried again at the next start.
        if (isCopy) await reduceSetAside(name).catch(() => undefined)
      }
      for (const id of await files.list(folder)) {
        // If it cannot be changed now, it is tried again at the next start.
        await reduceFile(id).catch(() => undefined)
      }
    },
  }
}
