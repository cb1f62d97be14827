import { z } from 'zod'
import type { ProjectSummary } from './project'
import type { ProjectId } from './project-id'

/** What a person decided about writing to projects, as kept on this computer. */
export const keptGuardsSchema = z.object({
  /** IDs of projects that are read-only. */
  locked: z.array(z.string()),
  /** By workspace: its only projects that may be written. A workspace without a list has no such limit. */
  allowed: z.record(z.string(), z.array(z.string())),
  /**
   * The file was damaged, so any project may have been locked in it: all are read-only but those that a
   * person has unlocked since.
   */
  lost: z.object({ unlocked: z.array(z.string()) }).optional(),
})
export type KeptGuards = z.infer<typeof keptGuardsSchema>

/** `unreadable`: what is locked cannot be known, so nothing may be written. */
export const guardsSchema = z.discriminatedUnion('kind', [
  keptGuardsSchema.extend({ kind: z.literal('known') }),
  z.object({ kind: z.literal('unreadable'), why: z.string() }),
])
export type Guards = z.infer<typeof guardsSchema>

export const noGuards: KeptGuards = { locked: [], allowed: {} }

/** Why a project may not be written; the first that applies, in this order. */
export type Barrier = 'unreadable' | 'locked' | 'locked-by-loss' | 'not-on-list'

type Named = Pick<ProjectSummary, 'id' | 'workspaceId'>

/** @returns `undefined` if the project may be written. Production asks for its slug besides. */
export function barrierTo(guards: Guards, project: Named): Barrier | undefined {
  if (guards.kind === 'unreadable') return 'unreadable'
  if (isLocked(guards, project.id)) return 'locked'
  if (guards.lost && !guards.lost.unlocked.includes(project.id)) return 'locked-by-loss'
  return listOf(guards, project.workspaceId)?.includes(project.id) === false
    ? 'not-on-list'
    : undefined
}

/** The only projects of a workspace that may be written; `undefined` where it has no such limit. */
const listOf = ({ allowed }: KeptGuards, workspaceId: string): readonly string[] | undefined =>
  Object.hasOwn(allowed, workspaceId) ? allowed[workspaceId] : undefined

const isLocked = ({ locked }: KeptGuards, id: ProjectId) => locked.includes(id)

const without = (ids: readonly string[], id: string) => ids.filter((each) => each !== id)

export function withLock(guards: KeptGuards, projectId: ProjectId): KeptGuards {
  return { ...guards, locked: [...without(guards.locked, projectId), projectId] }
}

export function withoutLock(guards: KeptGuards, projectId: ProjectId): KeptGuards {
  const { lost } = guards
  return {
    ...guards,
    locked: without(guards.locked, projectId),
    ...(lost ? { lost: { unlocked: [...without(lost.unlocked, projectId), projectId] } } : {}),
  }
}

/** @param projectIds the only projects that may be written; `undefined`: all of the workspace */
export function withAllowed(
  guards: KeptGuards,
  workspaceId: string,
  projectIds: readonly ProjectId[] | undefined,
): KeptGuards {
  const { [workspaceId]: _before, ...others } = guards.allowed
  const allowed = projectIds ? { ...others, [workspaceId]: [...new Set(projectIds)] } : others
  return { ...guards, allowed }
}

/**
 * What a list of a workspace would open that is closed to writing now.
 * @returns ids of projects; `all` where every project may be written that is or will be there
 */
export function openedBy(
  guards: KeptGuards,
  workspaceId: string,
  projectIds: readonly ProjectId[] | undefined,
): readonly ProjectId[] | 'all' {
  const before = listOf(guards, workspaceId)
  if (!before) return []
  if (!projectIds) return 'all'
  return projectIds.filter((id) => !before.includes(id))
}
