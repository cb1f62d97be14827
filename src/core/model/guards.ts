import { z } from 'zod'
import type { ProjectSummary } from './project'
import type { ProjectId } from './project-id'

/** Write protection as stored on this computer. */
export const keptGuardsSchema = z.object({
  locked: z.array(z.string()),
  /** The only writable projects by workspace; a workspace without a list has no limit. */
  allowed: z.record(z.string(), z.array(z.string())),
  /** The file was damaged: every project is read-only unless a person unlocked it since. */
  lost: z.object({ unlocked: z.array(z.string()) }).optional(),
})
export type KeptGuards = z.infer<typeof keptGuardsSchema>

/** `unreadable`: the locks are unknown, so nothing may be written. */
export const guardsSchema = z.discriminatedUnion('kind', [
  keptGuardsSchema.extend({ kind: z.literal('known') }),
  z.object({ kind: z.literal('unreadable'), why: z.string() }),
])
export type Guards = z.infer<typeof guardsSchema>

export const noGuards: KeptGuards = { locked: [], allowed: {} }

/** Why a project is read-only; the first reason that applies. */
export type Barrier = 'unreadable' | 'locked' | 'locked-by-loss' | 'not-on-list'

type Named = Pick<ProjectSummary, 'id' | 'workspaceId'>

/** Returns `undefined` if the project may be written; production still requires its slug. */
export function barrierTo(guards: Guards, project: Named): Barrier | undefined {
  if (guards.kind === 'unreadable') return 'unreadable'
  if (isLocked(guards, project.id)) return 'locked'
  if (guards.lost && !guards.lost.unlocked.includes(project.id)) return 'locked-by-loss'
  return listOf(guards, project.workspaceId)?.includes(project.id) === false
    ? 'not-on-list'
    : undefined
}

/** Writable projects of a workspace; `undefined` for no limit. */
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

/** Sets the only writable projects; `undefined` removes the limit. */
export function withAllowed(
  guards: KeptGuards,
  workspaceId: string,
  projectIds: readonly ProjectId[] | undefined,
): KeptGuards {
  const { [workspaceId]: _before, ...others } = guards.allowed
  const allowed = projectIds ? { ...others, [workspaceId]: [...new Set(projectIds)] } : others
  return { ...guards, allowed }
}

/** IDs of projects that a new list would make writable; `all` if future projects are included. */
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
