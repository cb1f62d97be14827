import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

/** A dialog about no open project, with what it is opened with. */
export type OpenDialog =
  | { readonly name: 'connect' }
  | {
      readonly name: 'switcher'
      /** The only project to look in. */
      readonly only?: string
    }
  | { readonly name: 'trash' }
  | { readonly name: 'palette' }
  | { readonly name: 'shortcuts' }
  | {
      readonly name: 'workspace' | 'replace-key' | 'confirm-address' | 'disconnect'
      readonly workspaceId: string
    }

/** What of the window belongs to no open project. */
export const useUiStore = defineStore('ui', () => {
  const dialog = shallowRef<OpenDialog>()
  /** The history stands beside whatever is shown. */
  const historyShown = ref(false)

  function open(next: OpenDialog): void {
    dialog.value = next
  }

  function close(): void {
    dialog.value = undefined
  }

  return { dialog, historyShown, open, close }
})
