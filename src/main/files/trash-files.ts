import { z } from 'zod'
import { draftSchema } from '../../core/draft/draft'
import { success, type Result } from '../../core/errors/result'
import { projectSummarySchema, storedWorkspaceSchema } from '../../core/model/project'
import type { JsonFiles } from './store/json-files'

/** Whole drafts without secrets. Those of a removed workspace stay in place for reconnecting. */
const trashedSchema = z.object({
  id: z.uuid(),
  deletedAt: z.string(),
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('draft'), name: z.string(), draft: draftSchema }),
    z.object({ kind: z.literal('workspace'), workspace: storedWorkspaceSchema }),
    z.object({ kind: z.literal('project'), project: projectSummarySchema }),
  ]),
})
export type Trashed = z.infer<typeof trashedSchema>

export interface TrashFiles {
  put(item: Trashed): Promise<Result<void>>
  /** Newest first; unreadable items are reported. */
  list(): Promise<Trashed[]>
  read(id: string): Promise<Result<Trashed | undefined>>
  delete(id: string): Promise<Result<void>>
}

export function createTrashFiles(files: JsonFiles): TrashFiles {
  const nameOf = (id: string) => `trash/${id}.json`
  const read = (id: string) => files.read(nameOf(id), trashedSchema)
  return {
    read,
    put: (item) => files.write(nameOf(item.id), item),
    async list() {
      const items = await Promise.all((await files.list('trash')).map(read))
      return items
        .flatMap((item) => (item.ok && item.value ? [item.value] : []))
        .toSorted((left, right) => right.deletedAt.localeCompare(left.deletedAt))
    },
    async delete(id) {
      const deleted = await files.delete(nameOf(id))
      return deleted.ok ? success(undefined) : deleted
    },
  }
}
