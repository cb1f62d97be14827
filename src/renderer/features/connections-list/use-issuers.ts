import { shallowRef, watch, type Ref } from 'vue'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'

/**
 * Entity IDs of the identity providers of SAML connections of the project around, by key, as far as their metadata
 * is on this computer.
 *
 * @param isNeeded they are not asked for before
 */
export function useIssuers(isNeeded: () => boolean): Ref<Readonly<Record<string, string>>> {
  const project = useProject()
  const issuers = shallowRef<Readonly<Record<string, string>>>({})

  /** What cannot be read is not shown. */
  async function load(): Promise<void> {
    const result = await request('metadata.issuers', { projectId: project.projectId })
    if (result.ok) issuers.value = result.value
  }

  watch(
    () => [isNeeded(), project.snapshot?.revisionId, project.place.publishedHere],
    () => isNeeded() && void load(),
    { immediate: true },
  )
  return issuers
}
