import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { Selection } from '../project/chosen-rows'
import type { Screen } from '../project/place'
import { useAppStore } from './app'
import { useProjectsStore } from './projects'
import { useUiStore, type AllScreen } from './ui'
import type { ProjectId } from '../../core/model/project-id'
/** Maximum number of places. */
const most = 100

/** Visited places in order, and the current index. */
export interface Trail<Place> {
  readonly places: readonly Place[]
  /** -1 while empty. */
  readonly at: number
}

export const emptyTrail: Trail<never> = { places: [], at: -1 }

/** Adds a place; forgets those ahead. */
export function visited<Place>(
  { places, at }: Trail<Place>,
  next: Place,
  isSame: (left: Place, right: Place) => boolean,
): Trail<Place> {
  const current = places[at]
  if (current !== undefined && isSame(current, next)) {
    // May have more detail about the same place.
    return { places: places.with(at, next), at }
  }
  const kept = [...places.slice(0, at + 1), next].slice(-most)
  return { places: kept, at: kept.length - 1 }
}

/** The next or previous place that still exists. */
export function stepped<Place>(
  { places, at }: Trail<Place>,
  by: 1 | -1,
  canGo: (place: Place) => boolean,
): Trail<Place> | undefined {
  for (let to = at + by; to >= 0 && to < places.length; to += by) {
    const place = places[to]
    if (place !== undefined && canGo(place)) return { places, at: to }
  }
  return undefined
}

/** A visited place: a screen about all projects, or one in a project. */
type Visit =
  | { readonly screen: AllScreen; readonly projectId?: undefined }
  | {
      readonly projectId: ProjectId
      readonly screen: Screen
      readonly selection: Selection
      readonly narrowedTo: string | undefined
      /** Reached while moving through a list. */
      readonly passing: boolean
    }

function placeName(visit: Visit): string {
  if (visit.projectId === undefined) return visit.screen.name
  const { projectId, screen, selection } = visit
  return [
    projectId,
    screen.name,
    screen.name === 'mapper' ? screen.connectionKey : '',
    screen.name === 'main' ? `${selection.kind} ${selection.key ?? ''}` : '',
  ].join('\n')
}
/** Rows passed with the arrow keys are one place: the last. */
const arePassed = (left: Visit, right: Visit) =>
  left.projectId !== undefined &&
  left.projectId === right.projectId &&
  left.passing &&
  right.passing &&
  left.selection.kind === right.selection.kind
const isSame = (left: Visit, right: Visit) =>
  arePassed(left, right) || placeName(left) === placeName(right)

/** Back and forward history of this window. */
export const useTrailStore = defineStore('trail', () => {
  const app = useAppStore()
  const projects = useProjectsStore()
  const ui = useUiStore()
  const trail = shallowRef<Trail<Visit>>(emptyTrail)
  const here = computed<Visit | undefined>(() => {
    if (ui.screen) return { screen: ui.screen }
    const { shown } = projects
    if (!shown) return undefined
    const { screen, selection, narrowedTo, passing } = shown.place
    return { projectId: shown.projectId, screen, selection, narrowedTo, passing }
  })
  // Intermediate screens are no visits.
  watch(
    () => (projects.isArriving ? undefined : here.value),
    (now) => {
      if (now) trail.value = visited(trail.value, now, isSame)
    },
    { immediate: true },
  )

  const canGo = ({ projectId }: Visit) =>
    projectId === undefined || app.projectById(projectId) !== undefined
  const target = (by: 1 | -1) => stepped(trail.value, by, canGo)

  async function go(by: 1 | -1): Promise<void> {
    const next = target(by)
    const to = next?.places[next.at]
    if (!next || !to || projects.isArriving) return
    if (to.projectId === undefined) {
      trail.value = next
      ui.show(to.screen)
      return
    }
    await projects.goTo(to.projectId, ({ place }) => {
      trail.value = next
      place.selection = to.selection
      place.narrowedTo = to.narrowedTo
      place.show(to.screen)
    })
  }

  return {
    canGoBack: computed(() => target(-1) !== undefined),
    canGoForward: computed(() => target(1) !== undefined),
    back: () => go(-1),
    forward: () => go(1),
  }
})
