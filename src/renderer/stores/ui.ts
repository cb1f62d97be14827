import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { commands } from '../../core/app/commands/app-commands'
import type { NewValue } from '../../core/compare/named-values'
import type { HelpId } from '../../core/help/help'
import type { HelpPageName } from '../../core/help/pages'
import type { ProjectId } from '../../core/model/project-id'
import type { ChosenKind } from '../project/chosen-rows'

/** A selected row of any project. */
export interface SelectedRow {
  readonly projectId: ProjectId
  readonly kind: ChosenKind
  readonly key: string
}

/** A dialog about no project, with its parameters. */
export type OpenDialog =
  | { readonly name: 'connect' }
  | {
      readonly name: 'switcher'
      readonly only?: ProjectId
    }
  | { readonly name: 'trash' }
  | {
      readonly name: 'values'
      readonly start?: NewValue
    }
  | { readonly name: 'palette' }
  | { readonly name: 'shortcuts' }
  | { readonly name: 'diagnostics' }
  | { readonly name: 'people-of-all' }
  | {
      readonly name: 'change-several'
      readonly rows: readonly SelectedRow[]
      readonly isDeletion: boolean
    }
  | {
      readonly name: 'workspace' | 'replace-key' | 'disconnect'
      readonly workspaceId: string
    }

/** A screen about all projects, with its parameters. */
export type AllScreen =
  | {
      readonly name: 'home'
      /** One project, optionally checking all its connections; all projects again; or the calendar export. */
      readonly of?:
        | { readonly projectId: ProjectId; readonly check?: boolean }
        | { readonly allAgain: true }
        | { readonly savesCalendar: true }
    }
  | { readonly name: 'all-organizations' }
  | { readonly name: 'drafts' }
  | {
      readonly name: 'mappers'
      readonly of?: { readonly projectId: ProjectId }
    }
  | {
      readonly name: 'compare'
      readonly of?: { readonly folderOf: string }
    }
  | { readonly name: 'settings' }

const allScreens: ReadonlySet<string> = new Set(commands.flatMap(({ allView }) => allView ?? []))

/** The screen of this name, if any. */
export function allScreenNamed(name: string): AllScreen | undefined {
  // The names in the list are those of places, or the list would not compile; none needs parameters.
  return allScreens.has(name) ? ({ name } as AllScreen) : undefined
}

export interface HelpPlace {
  readonly page: HelpPageName
  readonly field?: HelpId
}

/** Window state outside projects. */
export const useUiStore = defineStore('ui', () => {
  const dialog = shallowRef<OpenDialog>()

  /** The screen about all projects, if one is shown. */
  const screen = shallowRef<AllScreen>()

  function show(next: AllScreen): void {
    screen.value = next
  }

  /** Shows a screen chosen by name, not by going back. */
  function choose(name: AllScreen['name']): void {
    show(name === 'home' ? { name, of: { allAgain: true } } : { name })
  }

  /** Returns to the current project. */
  function showProject(): void {
    screen.value = undefined
  }

  /** Rows of the selection bar. */
  const selected = shallowRef<readonly SelectedRow[]>([])

  /** Help beside the screen, or over a dialog. */
  const help = shallowRef<HelpPlace>()

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

  return {
    dialog,
    screen,
    selected,
    help,
    tour,
    show,
    choose,
    showProject,
    open,
    close,
    showHelp,
    closeHelp,
    goTour,
    endTour,
  }
})
