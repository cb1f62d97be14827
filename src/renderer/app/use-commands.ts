import { onBeforeUnmount, onMounted } from 'vue'
import type { MenuCommand } from '../../core/ipc/contract'
import { subscribe } from '../bridge/request'
import { useTyping } from '../composables/use-typing'
import { useAppStore } from '../stores/app'
import { useProjectsStore } from '../stores/projects'
import { useUiStore } from '../stores/ui'

interface Keys {
  readonly key: string
  readonly command: boolean
  readonly shift: boolean
}

/** The command that a key press means, or none. */
export function commandOfKeys({ key, command, shift }: Keys): MenuCommand | undefined {
  if (key === 'F5') return 'refresh'
  if (!command) return undefined
  switch (key.toLowerCase()) {
    case 'z':
      return shift ? 'redo' : 'undo'
    case 'y':
      return 'redo'
    case 'k':
      return 'switch-project'
    case 'r':
      return shift ? undefined : 'refresh'
    case 'f':
      return 'find'
    default:
      return undefined
  }
}

/**
 * Focuses the filter of the list that is in use.
 *
 * @param otherwise the list of the view in sight, where none has the focus
 */
function focusFilter(otherwise: 'connections' | 'mappers'): void {
  const region = document.activeElement?.closest('[data-list]')
  const inUse = region?.querySelector<HTMLInputElement>('input[type="search"]')
  const input =
    inUse ??
    document.querySelector<HTMLInputElement>(`[data-list="${otherwise}"] input[type="search"]`)
  input?.focus()
  input?.select()
}

/** Shortcuts and the menu's commands. */
export function useCommands(): { refresh: () => Promise<void> } {
  const app = useAppStore()
  const projects = useProjectsStore()
  const ui = useUiStore()
  const isDialogOpen = () => ui.dialog !== undefined || projects.shown?.place.dialog !== undefined
  const { isTyping } = useTyping()

  async function refresh(): Promise<void> {
    const project = projects.shown
    const result = await project?.refresh()
    if (!project || !result?.ok || project.conflicts.length === 0 || isDialogOpen()) return
    project.place.open({ name: 'conflict' })
  }

  function run(command: MenuCommand): void {
    const busy = isDialogOpen()
    const project = projects.shown
    switch (command) {
      case 'undo':
        if (!busy) project?.draft.undo()
        break
      case 'redo':
        if (!busy) project?.draft.redo()
        break
      case 'switch-project':
        if (!busy) ui.open({ name: 'switcher' })
        break
      case 'refresh':
        if (!busy) void refresh()
        break
      case 'review':
        if (!busy && project && project.count > 0) project.place.open({ name: 'review' })
        break
      case 'work-offline':
        void projects.setWorkOffline(!app.workOffline)
        break
      case 'find':
        if (busy) break
        if (project?.place.screen.name === 'main') focusFilter('connections')
        if (project?.place.screen.name === 'mappers') focusFilter('mappers')
        break
    }
  }

  /** Whether the key is that of a field: inside a dialog the draft behind it must not move. */
  const isFieldsOwn = (command: MenuCommand): boolean =>
    (command === 'undo' || command === 'redo') &&
    (isTyping(command) || isDialogOpen() || document.querySelector('dialog[open]') !== null)

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey) return
    const keys = { key: event.key, command: event.ctrlKey || event.metaKey, shift: event.shiftKey }
    const command = commandOfKeys(keys)
    if (!command) return
    if (isFieldsOwn(command)) return
    if (command === 'find' && projects.shown?.place.lab) return
    event.preventDefault()
    run(command)
  }

  let unsubscribe: (() => void) | undefined
  onMounted(() => {
    window.addEventListener('keydown', onKey)
    unsubscribe = subscribe('menu.command', ({ command }) => {
      if (isFieldsOwn(command)) {
        // The menu took the key before the field could; there is no other way to its history.
        document.execCommand(command)
      } else run(command)
    })
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', onKey)
    unsubscribe?.()
  })
  return { refresh }
}
