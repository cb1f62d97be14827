import { useEventListener } from '@vueuse/core'

type HistoryCommand = 'undo' | 'redo'

/**
 * Tells whether undo or redo belongs to the focused field: while it holds text typed since it got the
 * focus. It listens on the document, so that every kind of input takes part.
 */
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
    // A code editor has its own history, and an attribute says whether it has steps.
    const editor = focused?.closest('.cm-editor')
    if (editor) return editor.matches(`[data-own-history~="${command}"]`)
    return field !== null && field === focused
  }
  return { isTyping }
}
