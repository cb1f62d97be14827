import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { commands } from '../../core/app/commands/app-commands'
import type { NewValue } from '../../core/compare/named-values'
import type { HelpId } from '../../core/help/help'
import type { HelpPageName } from '../../core/help/pages'
import type { ProjectId } from '../../core/model/project-id'
import type { ChosenKind } from '../project/chosen-rows'

/** A row that is selected in a list of one project or of all. */
export interface SelectedRow {
  readonly projectId: ProjectId
  readonly kind: ChosenKind
  readonly key: string
}

/** A dialog about no open project, with what it is opened with. */
export type OpenDialog =
  | { readonly name: 'connect' }
  | {
      readonly name: 'switcher'
      /** The only project to look in. */
      readonly only?: ProjectId
    }
  | { readonly name: 'trash' }
  | {
      readonly name: 'values'
      /** A value to begin with. */
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

/** A place of all projects with what it is opened with. */
export type AllScreen =
  | {
      readonly name: 'home'
      /**
       * Begins with one project, and where `check` says so with a check of all its connections; with all projects
       * again after such a beginning; or with the question where to save the calendar of what expires.
       */
      readonly of?:
        | { readonly projectId: ProjectId; readonly check?: boolean }
        | { readonly allAgain: true }
        | { readonly savesCalendar: true }
    }
  | { readonly name: 'all-organizations' }
  | { readonly name: 'drafts' }
  | {
      readonly name: 'mappers'
      /** Begins with those of one project. */
      readonly of?: { readonly projectId: ProjectId }
    }
  | {
      readonly name: 'compare'
      /** Begins with the team folder of a workspace on the left. */
      readonly of?: { readonly folderOf: string }
    }
  | { readonly name: 'settings' }

const allScreens: ReadonlySet<string> = new Set(commands.flatMap(({ allView }) => allView ?? []))

/** The place of all projects of this name; none where it is not the name of one. */
export function allScreenNamed(name: string): AllScreen | undefined {
  // The names in the list are those of places, or the list would not compile; none needs anything to be opened with.
  return allScreens.has(name) ? ({ name } as AllScreen) : undefined
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

  /** The place of all projects that the window shows; without one it shows a place of the current project. */
  const screen = shallowRef<AllScreen>()

  function show(next: AllScreen): void {
    screen.value = next
  }

  /** Shows a place that a person chose by its name, and not on their way back. */
  function choose(name: AllScreen['name']): void {
    show(name === 'home' ? { name, of: { allAgain: true } } : { name })
  }

  /** Goes back from a place of all projects to where the current project was left. */
  function showProject(): void {
    screen.value = undefined
  }

  /** The rows that the bar of the present place stands for. */
  const selected = shallowRef<readonly SelectedRow[]>([])

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
