import { onScopeDispose, proxyRefs, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import type { SecretEnds } from '../../core/problems/ends'
import { request, subscribe } from '../bridge/request'
import type { ProjectSession } from '../project/project-session'
import { useProject } from '../project/use-project'

function createSecretEnds(project: ProjectSession) {
  const { projectId } = project
  const byKey = shallowRef<SecretEnds>({})
  const error = shallowRef<AppError>()

  async function load(): Promise<void> {
    const result = await request('secret-end.list', { projectId })
    if (result.ok) byKey.value = result.value
  }

  /** @param key connection key or secret reference @param day such as `2027-03-01`; `undefined` removes the note */
  async function note(key: string, day: string | undefined): Promise<void> {
    const input = { projectId, key, ...(day === undefined ? {} : { day }) }
    const result = await request('secret-end.note', input)
    error.value = result.ok ? undefined : result.error
    if (result.ok) byKey.value = result.value
  }

  onScopeDispose(
    subscribe('secret-end.noted', (told) => {
      if (told.projectId === projectId) byKey.value = told.ends
    }),
  )
  // A publish may have replaced a secret.
  project.follow(() => project.snapshot?.revisionId, load, { immediate: true })
  return proxyRefs({ byKey, error, note })
}

const secretEndsKey = Symbol('secret ends')

/** Expiry dates of client secrets, as noted by users. */
export function useSecretEnds() {
  const project = useProject()
  return project.keep(secretEndsKey, () => createSecretEnds(project))
}
