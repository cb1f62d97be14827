import { useDebounceFn } from '@vueuse/core'
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { ShownPlace, WindowState } from '../../core/ipc/window-state'
import { request, subscribe } from '../bridge/request'
import { placeState, restoreLists, restoreScreen } from '../project/place-state'
import { useAppStore } from '../stores/app'
import { useProjectsStore } from '../stores/projects'
import { allScreenNamed, useUiStore } from '../stores/ui'

/** Milliseconds without a change after which the window is kept. */
const quiet = 300

/** Keeps what the window is for after a restart, and brings it back. */
export function useKeptWindow() {
  const app = useAppStore()
  const projects = useProjectsStore()
  const ui = useUiStore()

  /** Where the window is to go: what it is opened for, or a link that was followed meanwhile. */
  const asked = shallowRef<ShownPlace>()

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
    const behind = screen === undefined ? undefined : allScreenNamed(screen)
    await projects.open(front.projectId, { behind })
    return true
  }

  const keep = () => void request('window.keep', { state: stateNow() })
  const keepSoon = useDebounceFn(keep, quiet)

  /** Reads the state of the app, then opens what the window showed, or the project of the last session. */
  async function begin(): Promise<void> {
    const [read, begun] = await Promise.all([app.load(), request('window.begin', {})])
    if (!read.ok) return
    const { state, place, elsewhere = [] } = begun.ok ? begun.value : {}
    projects.rememberPlaces(elsewhere)
    if (!(state && (await restore(state))) && !place) await projects.openFirst()
    if (place) asked.value = place
    // At once, so that the app comes back with these projects, on this screen, also where it ends a moment later.
    const front = () => [
      projects.current?.projectId,
      ui.screen?.name ?? projects.shown?.place.screen.name,
    ]
    watch(() => [...front(), ...projects.sessions.keys()].join(' '), keep, { immediate: true })
    watch(() => JSON.stringify(stateNow()), keepSoon)
  }

  onScopeDispose(subscribe('place.open', (place) => (asked.value = place)))
  return { begin, asked }
}
