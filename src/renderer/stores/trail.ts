import { defineStore } from 'pinia'
import { computed, nextTick, shallowRef, watch } from 'vue'
import type { Selection } from '../project/chosen-rows'
import type { Screen } from '../project/place'
import { emptyTrail, stepped, visited, type Trail } from '../project/trail'
import { useAppStore } from './app'
import { useProjectsStore } from './projects'
import type { ProjectId } from '../../core/model/project-id'

/** Where a person was in a project. */
interface Visit {
  readonly projectId: ProjectId
  readonly screen: Screen
  readonly selection: Selection
  readonly narrowedTo: string | undefined
  /** They moved through the list and did not stop there. */
  readonly passing: boolean
}

const placeName = ({ projectId, screen, selection }: Visit) =>
  [
    projectId,
    screen.name,
    screen.name === 'mapper' ? screen.connectionKey : '',
    screen.name === 'main' ? `${selection.kind} ${selection.key ?? ''}` : '',
  ].join('\n')
/** Rows of a list that a person passes with the arrow keys are one place: the last of them. */
const arePassed = (left: Visit, right: Visit) =>
  left.passing &&
  right.passing &&
  left.projectId === right.projectId &&
  left.selection.kind === right.selection.kind
const isSame = (left: Visit, right: Visit) =>
  arePassed(left, right) || placeName(left) === placeName(right)

/** The places of this window's projects, for back and forward. */
export const useTrailStore = defineStore('trail', () => {
  const app = useAppStore()
  const projects = useProjectsStore()
  const trail = shallowRef<Trail<Visit>>(emptyTrail)
  /** While a place is gone to, what changes on the way is no visit. */
  let going = 0

  const here = computed<Visit | undefined>(() => {
    const { shown } = projects
    if (!shown) return undefined
    const { screen, selection, narrowedTo, passing } = shown.place
    return { projectId: shown.projectId, screen, selection, narrowedTo, passing }
  })
  watch(
    here,
    (now) => {
      if (now && going === 0) trail.value = visited(trail.value, now, isSame)
    },
    { immediate: true },
  )

  const canGo = ({ projectId }: Visit) => app.projectById(projectId) !== undefined
  const target = (by: 1 | -1) => stepped(trail.value, by, canGo)

  async function go(by: 1 | -1): Promise<void> {
    const next = target(by)
    const to = next?.places[next.at]
    if (!next || !to || going > 0) return
    going += 1
    try {
      await projects.open(to.projectId)
      const { shown } = projects
      // The person may stay where something is not kept.
      if (shown?.projectId !== to.projectId) return
      trail.value = next
      shown.place.selection = to.selection
      shown.place.narrowedTo = to.narrowedTo
      shown.place.show(to.screen)
      await nextTick()
    } finally {
      going -= 1
    }
  }

  return {
    canGoBack: computed(() => target(-1) !== undefined),
    canGoForward: computed(() => target(1) !== undefined),
    back: () => go(-1),
    forward: () => go(1),
  }
})
