import { computed, onBeforeUnmount, onMounted, ref, useTemplateRef } from 'vue'

const count = ref(0)

/** Whether a modal dialog is open in this window. */
export const isModalOpen = computed(() => count.value > 0)

/** Opens a `<dialog>` as modal until unmounted. (NModal's focus trap steals the focus.) @param onEscape asks to close it */
export function useModal(refName: string, onEscape: () => void): void {
  const dialog = useTemplateRef<HTMLDialogElement>(refName)
  let isGone = false

  function show(element: HTMLDialogElement | null): void {
    if (element && typeof element.showModal === 'function' && !element.open) element.showModal()
    else element?.setAttribute('open', '')
  }
  function onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    if (event.defaultPrevented || event.isComposing) return
    // Without another event in between, browsers fire `cancel` once, and close the dialog at the next Escape.
    event.preventDefault()
    // A held key counts once, not for each dialog below.
    if (!event.repeat) onEscape()
  }
  function onCancel(event: Event): void {
    if (event.target !== event.currentTarget) return
    event.preventDefault()
    onEscape()
  }
  /** The browser may close it without `cancel` if nothing in it has the focus. */
  function onClose(event: Event): void {
    if (isGone || event.target !== event.currentTarget) return
    show(dialog.value)
    onEscape()
  }

  onMounted(() => {
    count.value += 1
    show(dialog.value)
    dialog.value?.addEventListener('keydown', onKeydown)
    dialog.value?.addEventListener('cancel', onCancel)
    dialog.value?.addEventListener('close', onClose)
  })
  onBeforeUnmount(() => {
    isGone = true
    count.value -= 1
    const element = dialog.value
    if (!element || typeof element.close !== 'function') return
    // Innermost first: while one is open, the page behind takes no focus.
    for (const inner of [...element.querySelectorAll('dialog')].toReversed()) {
      if (inner.open) inner.close()
    }
    if (element.open) element.close()
  })
}
