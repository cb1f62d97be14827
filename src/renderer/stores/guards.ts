import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import { barrierTo, noGuards, type Barrier, type Guards } from '../../core/model/guards'
import type { RequestInput } from '../../core/ipc/contract'
import { request, subscribe } from '../bridge/request'
import { useAppStore } from './app'
import type { ProjectId } from '../../core/model/project-id'

/** `refused`: the user declined main's question. */
export type GuardEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed'; readonly error: AppError }

/** Write protection of projects; main enforces it. */
export const useGuardsStore = defineStore('guards', () => {
  const app = useAppStore()
  const changed = shallowRef<Guards>()
  const guards = computed<Guards>(
    () => changed.value ?? app.state?.guards ?? { kind: 'known', ...noGuards },
  )
  /** A change is under way, or main asks about it. */
  const busy = ref(false)

  subscribe('guards.changed', (told) => {
    changed.value = told.guards
  })

  /** Why a project is read-only; `undefined` if it is not, or unknown. */
  function barrierOf(projectId: ProjectId | undefined): Barrier | undefined {
    const project = projectId === undefined ? undefined : app.projectById(projectId)
    return project && barrierTo(guards.value, project)
  }

  async function change(input: RequestInput<'guard.change'>): Promise<GuardEnd> {
    busy.value = true
    const result = await request('guard.change', input)
    busy.value = false
    if (!result.ok) return { kind: 'failed', error: result.error }
    changed.value = result.value.guards
    return { kind: result.value.done ? 'done' : 'refused' }
  }

  /** The only writable projects of a workspace; `undefined` without a list. */
  function allowedOf(workspaceId: string): readonly string[] | undefined {
    if (guards.value.kind === 'unreadable') return undefined
    const { allowed } = guards.value
    return Object.hasOwn(allowed, workspaceId) ? allowed[workspaceId] : undefined
  }

  return {
    guards,
    busy,
    barrierOf,
    allowedOf,
    lock: (projectId: ProjectId) => change({ kind: 'lock', projectId }),
    /** Main asks the user in a system dialog. */
    unlock: (projectId: ProjectId) => change({ kind: 'unlock', projectId }),
    /** Main asks if the list opens a project. @param projectIds `undefined`: no list */
    allow: (workspaceId: string, projectIds: readonly ProjectId[] | undefined) =>
      change({
        kind: 'allow',
        workspaceId,
        ...(projectIds ? { projectIds: [...projectIds] } : {}),
      }),
  }
})
