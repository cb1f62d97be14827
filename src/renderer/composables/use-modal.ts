import { computed, onBeforeUnmount, onMounted, ref, useTemplateRef } from 'vue'

const count = ref(0)

/** Whether a modal dialog stands in this window, whoever opened it. */
export const isModalOpen = computed(() => count.value > 0)

/**
 * Opens a `<dialog>` as modal: the browser then keeps the focus inside, makes the page behind inert
 * and puts it above everything. Closed before it goes, it gives the focus back to what opened it. (NModal's focus trap drew the focus out of our own content.)
 *
 * @param onEscape called when a person wants it closed; it stays open until its component is unmounted
 */
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
    // Between two clicks or other keys the browser fires `cancel` once, and closes the dialog at the next Escape.
    event.preventDefault()
    // A key that is held is one wish, not one for each dialog beneath.
    if (!event.repeat) onEscape()
  }
  function onCancel(event: Event): void {
    if (event.target !== event.currentTarget) return
    event.preventDefault()
    onEscape()
  }
  /** The browser closed it without `cancel`, as it may where nothing in it has the focus. */
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
    // Those within it first, the innermost at the beginning: as long as one is open, the page behind takes no focus.
    for (const inner of [...element.querySelectorAll('dialog')].toReversed()) {
      if (inner.open) inner.close()
    }
    if (element.open) element.close()
  })
}
