import { onBeforeUnmount, onMounted } from 'vue'

/**
 * Tells whether the focused field holds typing that has not been left yet: then undo is the field's
 * own. It listens on the document, so that every kind of input takes part.
 */
export function useTyping(): { isTyping: () => boolean } {
  let field: EventTarget | null = null
  const onInput = (event: Event) => {
    if (event.target instanceof HTMLElement) field = event.target
  }
  const onLeave = () => {
    field = null
  }
  onMounted(() => {
    document.addEventListener('input', onInput, true)
    document.addEventListener('focusout', onLeave, true)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('input', onInput, true)
    document.removeEventListener('focusout', onLeave, true)
  })

  function isTyping(): boolean {
    const focused = document.activeElement
    // A code editor keeps a history of its own for as long as it is focused.
    if (focused instanceof HTMLElement && focused.closest('.cm-editor')) return true
    return field !== null && field === focused
  }
  return { isTyping }
}
