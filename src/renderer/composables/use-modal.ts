import { onBeforeUnmount, onMounted, useTemplateRef } from 'vue'

/**
 * Opens a `<dialog>` as modal: the browser then keeps the focus inside, makes the page behind inert
 * and puts it above everything. Closed before it goes, it gives the focus back to what opened it. (NModal's focus trap drew the focus out of our own content.)
 */
export function useModal(refName: string): void {
  const dialog = useTemplateRef<HTMLDialogElement>(refName)
  onMounted(() => {
    const element = dialog.value
    if (element && typeof element.showModal === 'function' && !element.open) element.showModal()
    else element?.setAttribute('open', '')
  })
  onBeforeUnmount(() => {
    const element = dialog.value
    if (element && typeof element.close === 'function' && element.open) element.close()
  })
}
