import { computed, onBeforeUnmount, onMounted, ref, useTemplateRef } from 'vue'

const count = ref(0)

/** Whether a modal dialog stands in this window, whoever opened it. */
export const isModalOpen = computed(() => count.value > 0)

/**
 * Opens a `<dialog>` as modal: the browser then keeps the focus inside, makes the page behind inert
 * and puts it above everything. Closed before it goes, it gives the focus back to what opened it. (NModal's focus trap drew the focus out of our own content.)
 */
export function useModal(refName: string): void {
  const dialog = useTemplateRef<HTMLDialogElement>(refName)
  onMounted(() => {
    count.value += 1
    const element = dialog.value
    if (element && typeof element.showModal === 'function' && !element.open) element.showModal()
    else element?.setAttribute('open', '')
  })
  onBeforeUnmount(() => {
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
