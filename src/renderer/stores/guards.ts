import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import { barrierTo, noGuards, type Barrier, type Guards } from '../../core/model/guards'
import type { RequestInput } from '../../core/ipc/contract'
import { request, subscribe } from '../bridge/request'
import { useAppStore } from './app'
import type { ProjectId } from '../../core/model/project-id'

/** How a change of the guards ended; `refused`: the person said no when main asked. */
export type GuardEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed'; readonly error: AppError }

/** Which projects may be written. Main holds to it; the window only shows it. */
export const useGuardsStore = defineStore('guards', () => {
  const app = useAppStore()
  const changed = shallowRef<Guards>()
  const guards = computed<Guards>(
    () => changed.value ?? app.state?.guards ?? { kind: 'known', ...noGuards },
  )
  /** A change is on its way, or main asks the person about one. */
  const busy = ref(false)

  subscribe('guards.changed', (told) => {
    changed.value = told.guards
  })

  /** Why a project may not be written; `undefined` where it may, or is in no connected workspace. */
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

  /** The only projects of a workspace that may be written; `undefined` where there is no such list. */
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
    /** Main asks the person in a dialog of the system. */
    unlock: (projectId: ProjectId) => change({ kind: 'unlock', projectId }),
    /** Main asks the person where the list opens something. @param projectIds `undefined`: no list */
    allow: (workspaceId: string, projectIds: readonly ProjectId[] | undefined) =>
      change({
        kind: 'allow',
        workspaceId,
        ...(projectIds ? { projectIds: [...projectIds] } : {}),
      }),
  }
})
