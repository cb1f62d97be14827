import { useDebounceFn } from '@vueuse/core'
import { watch } from 'vue'
import type { ShownPlace, WindowState } from '../../core/ipc/window-state'
import { request, subscribe } from '../bridge/request'
import { placeState, restoreLists, restoreScreen } from '../project/place-state'
import { useAppStore } from '../stores/app'
import { useProjectsStore } from '../stores/projects'
import { allScreenNamed, useUiStore } from '../stores/ui'

/** Milliseconds without a change after which the window is kept. */
const quiet = 300

/**
 * Keeps what the window is for after a restart, and goes where links lead.
 *
 * @param deps `openFirst` opens a project where the window was none before
 */
export function useKeptWindow(deps: {
  readonly openFirst: () => Promise<void>
  readonly goTo: (place: ShownPlace) => Promise<void>
}) {
  const app = useAppStore()
  const projects = useProjectsStore()
  const ui = useUiStore()

  const stateNow = (): WindowState => ({
    tabs: projects.tabs.map(({ projectId, place }) => ({ projectId, place: placeState(place) })),
    ...(projects.current ? { shown: projects.current.projectId } : {}),
    ...(ui.screen ? { screen: ui.screen.name } : {}),
  })

  /** Opens the tabs that there were. @returns whether there is one */
  async function restore({ tabs, shown, screen }: WindowState): Promise<boolean> {
    const there = tabs.filter(({ projectId }) => app.projectById(projectId) !== undefined)
    const front = there.find(({ projectId }) => projectId === shown) ?? there[0]
    if (!front) return false
    for (const { projectId, place } of there) {
      const session = projects.prepare(projectId, (opened) => restoreScreen(opened.place, place))
      restoreLists(session.place, place)
    }
    const { projectId, place } = front
    // In earlier versions they were places of a project.
    const behind = screen ? allScreenNamed(screen) : allScreenNamed(place.screen, projectId)
    await projects.open(projectId, { behind })
    return true
  }

  const keep = () => void request('window.keep', { state: stateNow() })
  const keepSoon = useDebounceFn(keep, quiet)

  async function begin(): Promise<void> {
    const begun = await request('window.begin', {})
    const { state, place, elsewhere = [] } = begun.ok ? begun.value : {}
    projects.rememberPlaces(elsewhere)
    if (!(state && (await restore(state))) && !place) await deps.openFirst()
    if (place) await deps.goTo(place)
    // At once, so that the app comes back with these projects, on this screen, also where it ends a moment later.
    const front = () => [
      projects.current?.projectId,
      ui.screen?.name ?? projects.shown?.place.screen.name,
    ]
    watch(() => [...front(), ...projects.sessions.keys()].join(' '), keep, { immediate: true })
    watch(() => JSON.stringify(stateNow()), keepSoon)
  }

  const unsubscribe = subscribe('place.open', (place) => void deps.goTo(place))
  return { begin, end: unsubscribe }
}
