import { onMounted, useTemplateRef } from 'vue'

/**
 * Opens a `<dialog>` as modal: the browser then keeps the focus inside, makes the page behind inert
 * and puts it above everything. (NModal's focus trap drew the focus out of our own content.)
 */
export function useModal(refName: string): void {
  const dialog = useTemplateRef<HTMLDialogElement>(refName)
  onMounted(() => {
    const element = dialog.value
    if (element && typeof element.showModal === 'function' && !element.open) element.showModal()
    else element?.setAttribute('open', '')
  })
}
