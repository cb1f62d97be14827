import { computed, nextTick, onBeforeUnmount, onMounted, type ComputedRef } from 'vue'
import { appCommands, commandNamed, commands } from '../../../core/app/commands/app-commands'
import type { Command, CommandName } from '../../../core/app/commands/app-commands'
import { commandOfKeys } from '../../../core/app/commands/keys'
import { request, subscribe } from '../../bridge/request'
import { useAppStore } from '../../stores/app'
import { useProjectsStore } from '../../stores/projects'
import { useUiStore } from '../../stores/ui'
import { useActions, useConditions } from './command-actions'
import { useDialogOpen } from '../dialogs/dialog-open'
import { useRefresh } from '../use-refresh'
import { useEventListener } from '@vueuse/core'

type HistoryCommand = 'undo' | 'redo'

/** Tells whether undo or redo belongs to the focused field: while it holds text typed since it got the focus. */
export function useTyping(): { isTyping: (command: HistoryCommand) => boolean } {
  let field: EventTarget | null = null
  const onInput = (event: Event) => {
    if (event.target instanceof HTMLElement) field = event.target
  }
  const onLeave = () => {
    field = null
  }
  useEventListener(document, 'input', onInput, { capture: true })
  useEventListener(document, 'focusout', onLeave, { capture: true })

  function isTyping(command: HistoryCommand): boolean {
    const focused = document.activeElement
    // A code editor has its own history; an attribute says whether it has steps.
    const editor = focused?.closest('.cm-editor')
    if (editor) return editor.matches(`[data-own-history~="${command}"]`)
    return field !== null && field === focused
  }
  return { isTyping }
}

type Listed = (typeof appCommands)[number]

export interface Commands {
  readonly applicable: ComputedRef<readonly Command[]>
  /** Runs a command chosen in a dialog, after the focus has returned. */
  readonly runFromDialog: (name: CommandName) => Promise<void>
  readonly run: (name: CommandName) => void
  readonly applies: (name: CommandName) => boolean
}

/** Runs commands from keys, the menu and the palette. @param focusFilter focuses the filter of the list in use */
export function useCommands(focusFilter: () => void): Commands {
  const app = useAppStore()
  const projects = useProjectsStore()
  const ui = useUiStore()
  const isDialogOpen = useDialogOpen()
  const { isTyping } = useTyping()
  const conditions = useConditions()
  const applies = ({ when }: Pick<Command, 'when'>) => when === undefined || conditions[when]()

  const actions = useActions(useRefresh(), focusFilter)

  function begin(command: Listed): void {
    if ('view' in command) void projects.showScreen({ name: command.view })
    else if ('allView' in command) ui.choose(command.allView)
    else if ('dialog' in command) projects.shown?.place.open({ name: command.dialog })
    else if ('appDialog' in command) ui.open({ name: command.appDialog })
    else if ('link' in command) void request('link.open', { link: command.link })
    else void actions[command.name]()
  }

  function run(name: CommandName): void {
    // As in a browser: with no tab left to close, the window closes.
    if (name === 'close-tab' && !projects.current && !isDialogOpen()) return window.close()
    const command = appCommands.find((each) => each.name === name)
    if (!command) return
    const { inDialogs } = commandNamed(name)
    if (applies(commandNamed(name)) && (inDialogs || !isDialogOpen())) begin(command)
  }

  /** Whether the focused field handles the key itself; in a dialog the draft behind it must not change. */
  const isFieldsOwn = (name: CommandName): name is 'undo' | 'redo' =>
    (name === 'undo' || name === 'redo') && (isTyping(name) || isDialogOpen())

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented) return
    const { key, ctrlKey: ctrl, metaKey: meta, altKey: alt, shiftKey: shift } = event
    const name = commandOfKeys({ key, ctrl, meta, alt, shift }, app.platform)?.name
    if (!name || isFieldsOwn(name)) return
    // The mapper editor has its own search.
    if (name === 'find' && projects.shown?.place.mapperEditor) return
    event.preventDefault()
    run(name)
  }

  /** The extra buttons of a mouse, as browsers number them. */
  function onMouse(event: MouseEvent): void {
    const name = ({ 3: 'back', 4: 'forward' } as const)[event.button]
    if (!name) return
    event.preventDefault()
    run(name)
  }

  let unsubscribe: (() => void) | undefined
  onMounted(() => {
    window.addEventListener('keydown', onKey)
    window.addEventListener('mouseup', onMouse)
    unsubscribe = subscribe('menu.command', ({ command }) => {
      if (isFieldsOwn(command)) {
        // The menu took the key before the field could; this is the only way to the field's history.
        document.execCommand(command)
      } else run(command)
    })
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', onKey)
    window.removeEventListener('mouseup', onMouse)
    unsubscribe?.()
  })

  return {
    applicable: computed(() => commands.filter(applies)),
    run,
    applies: (name) => applies(commandNamed(name)),
    async runFromDialog(name) {
      await nextTick()
      run(name)
    },
  }
}
