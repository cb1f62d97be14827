import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { HelpId } from '../../core/help/help'
import type { HelpPageName } from '../../core/help/pages'
import type { ProjectId } from '../../core/model/project-id'

/** A dialog about no open project, with what it is opened with. */
export type OpenDialog =
  | { readonly name: 'connect' }
  | {
      readonly name: 'switcher'
      /** The only project to look in. */
      readonly only?: ProjectId
    }
  | { readonly name: 'trash' }
  | { readonly name: 'palette' }
  | { readonly name: 'shortcuts' }
  | { readonly name: 'diagnostics' }
  | {
      readonly name: 'workspace' | 'replace-key' | 'confirm-address' | 'disconnect'
      readonly workspaceId: string
    }

/** What of help is shown. */
export interface HelpPlace {
  readonly page: HelpPageName
  /** The field of the page to begin with. */
  readonly field?: HelpId
}

/** What of the window belongs to no open project. */
export const useUiStore = defineStore('ui', () => {
  const dialog = shallowRef<OpenDialog>()

  /** Help stands beside whatever is shown, or over the dialog from which it was asked for. */
  const help = shallowRef<HelpPlace>()

  /** The step of the tour that is shown. */
  const tour = ref<number>()

  function goTour(step: number): void {
    tour.value = step
  }

  function endTour(): void {
    tour.value = undefined
  }

  function showHelp(place: HelpPlace): void {
    help.value = place
  }

  function closeHelp(): void {
    help.value = undefined
  }

  function open(next: OpenDialog): void {
    dialog.value = next
  }

  function close(): void {
    dialog.value = undefined
  }

  return { dialog, help, tour, open, close, showHelp, closeHelp, goTour, endTour }
})
