import type { TeamWritten } from '../../../core/ipc/team-folder'
import { planWrites, type PlannedItem, type WritePlan } from '../../../core/team-folder/plan'
import type { TeamItem, TeamState } from '../../../core/team-folder/team'
import { hashOf } from '../../files/team-folder/read-team-files'
import { removeTeamFile, writeTeamFile } from '../../files/team-folder/write-team-files'
import { success, type Result } from '../../../core/errors/result'
import type { FolderReader } from '../team-folder-files'
import type { Reading } from './readings'

type Done = Pick<TeamWritten, 'written' | 'removed' | 'conflicts' | 'problem'>

/** Writes an item, mappers first; stops at the first unexpected file. `done`: written paths. */
async function writeItem(root: string, plan: PlannedItem, done: Set<string>): Promise<Done> {
  const none = { written: [], removed: [], conflicts: [...plan.conflicts] }
  if (plan.heldBack !== undefined) return { ...none, conflicts: [], problem: plan.heldBack }
  if (plan.conflicts.length > 0) return none
  const [written, removed, conflicts]: [string[], string[], string[]] = [[], [], []]
  const isProject = ({ path }: { path: string }) => path.startsWith('projects/')
  const files = [...plan.write.filter((file) => !isProject(file)), ...plan.write.filter(isProject)]
  for (const file of files) {
    if (done.has(file.path)) continue
    const result = await writeTeamFile(root, file)
    if (result.kind === 'failed') {
      return { written, removed, conflicts, problem: `${file.path}: ${result.words}` }
    }
    if (result.kind === 'changed') {
      conflicts.push(file.path)
      return { written, removed, conflicts }
    }
    done.add(file.path)
    written.push(file.path)
  }
  for (const file of plan.remove) {
    if (done.has(file.path)) continue
    const result = await removeTeamFile(root, file)
    if (result.kind === 'failed') {
      return { written, removed, conflicts, problem: `${file.path}: ${result.words}` }
    }
    if (result.kind === 'changed') conflicts.push(file.path)
    else removed.push(file.path)
    done.add(file.path)
  }
  return { written, removed, conflicts }
}

export interface WroteItems {
  readonly results: readonly TeamWritten[]
  readonly first: readonly string[]
  readonly remarks: readonly string[]
}

type Seen = Pick<Reading, 'root' | 'hashes' | 'labelOf'> & { readonly state: TeamState }

/** Plans on the present folder, compared with what the person saw. */
export async function planNow(
  folders: Pick<FolderReader, 'files'>,
  reading: Seen,
  chosen: readonly TeamItem[],
): Promise<Result<WritePlan>> {
  const now = await folders.files(reading.root)
  if (!now.ok) return now
  const { folder, hashes: present } = now.value
  const { state: app, hashes: seen } = reading
  return success(planWrites({ chosen, app, folder, present, seen, hashOf }))
}

/** Writes items; first creates missing files at the root. */
export async function writeItems(
  folders: Pick<FolderReader, 'files'>,
  reading: Seen,
  chosen: readonly TeamItem[],
): Promise<Result<WroteItems>> {
  const planned = await planNow(folders, reading, chosen)
  if (!planned.ok) return planned
  const plan = planned.value
  const first: string[] = []
  const goes = plan.items.some(({ heldBack, conflicts }) => !heldBack && conflicts.length === 0)
  for (const file of goes ? plan.first : []) {
    const result = await writeTeamFile(reading.root, file)
    if (result.kind === 'done') first.push(file.path)
  }
  const done = new Set<string>()
  const results: TeamWritten[] = []
  for (const item of plan.items) {
    const wrote = await writeItem(reading.root, item, done)
    results.push({
      item: item.item,
      label: reading.labelOf(item.item),
      unchanged: item.unchanged.length,
      ...wrote,
    })
  }
  return success({ results, first, remarks: plan.remarks })
}
