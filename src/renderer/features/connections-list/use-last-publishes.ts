import { shallowRef, watch, type Ref } from 'vue'
import { lastPublishes } from '../../../core/history/last-publishes'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'

/**
 * ISO 8601 times at which connections of the project around were last published from this app, by key.
 *
 * @param isNeeded they are not asked for before
 */
export function useLastPublishes(isNeeded: () => boolean): Ref<ReadonlyMap<string, string>> {
  const project = useProject()
  const times = shallowRef<ReadonlyMap<string, string>>(new Map())

  /** What cannot be read is not shown: the history says why. */
  async function load(): Promise<void> {
    const result = await request('publish-history.list', { projectId: project.projectId })
    if (result.ok) times.value = lastPublishes(result.value)
  }

  watch(
    () => [isNeeded(), project.snapshot?.revisionId, project.place.publishedHere],
    () => isNeeded() && void load(),
    { immediate: true },
  )
  return times
}
