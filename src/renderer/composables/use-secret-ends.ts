import { onScopeDispose, proxyRefs, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import type { SecretEnds } from '../../core/problems/secret-ends'
import { request, subscribe } from '../bridge/request'
import type { ProjectSession } from '../project/project-session'
import { useProject } from '../project/use-project'

function createSecretEnds({ projectId }: ProjectSession) {
  const byKey = shallowRef<SecretEnds>({})
  const error = shallowRef<AppError>()

  async function load(): Promise<void> {
    const result = await request('secret-end.list', { projectId })
    if (result.ok) byKey.value = result.value
  }

  /** @param day such as `2027-03-01`; without one, that of the connection is forgotten */
  async function note(connectionKey: string, day: string | undefined): Promise<void> {
    const input = { projectId, connectionKey, ...(day === undefined ? {} : { day }) }
    const result = await request('secret-end.note', input)
    error.value = result.ok ? undefined : result.error
    if (result.ok) byKey.value = result.value
  }

  onScopeDispose(
    subscribe('secret-end.noted', (told) => {
      if (told.projectId === projectId) byKey.value = told.ends
    }),
  )
  void load()
  return proxyRefs({ byKey, error, note })
}

const secretEndsKey = Symbol('secret ends')

/** Last days of the client secrets of the project around, as people noted them. */
export function useSecretEnds() {
  const project = useProject()
  return project.keep(secretEndsKey, () => createSecretEnds(project))
}
