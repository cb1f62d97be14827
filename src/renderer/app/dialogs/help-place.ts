import type { HelpId } from '../../../core/help/help'
import type { HelpPageName } from '../../../core/help/pages'
import type { ProjectDialog, Screen } from '../../project/place'
import { useProjectsStore } from '../../stores/projects'
import { useUiStore, type AllScreen, type HelpPlace, type OpenDialog } from '../../stores/ui'

const ofScreen: Readonly<Record<Screen['name'], HelpPageName>> = {
  main: 'main',
  mapper: 'mapper',
  history: 'history',
}

const ofAllScreen: Readonly<Record<AllScreen['name'], HelpPageName>> = {
  settings: 'settings',
  home: 'home',
  'all-organizations': 'all-organizations',
  drafts: 'drafts',
  mappers: 'mappers',
  compare: 'compare',
}

const ofProjectDialog: Readonly<Record<ProjectDialog['name'], HelpPageName>> = {
  'new-organization': 'main',
  'new-connection': 'main',
  'new-set': 'main',
  'go-to-field': 'main',
  'delete-organizations': 'main',
  'duplicate-to': 'main',
  'move-to-organization': 'main',
  'check-rows': 'check',
  review: 'review',
  conflict: 'conflict',
  check: 'check',
  'try-connection': 'try-connection',
  handover: 'handover',
  certificate: 'certificate',
  'redirect-hosts': 'redirect-hosts',
  'export-set-up': 'set-up-file',
  'import-set-up': 'set-up-file',
  'project-settings': 'project-settings',
  people: 'people',
  'people-shown': 'people',
}

const ofAppDialog: Readonly<Record<OpenDialog['name'], HelpPageName>> = {
  connect: 'start',
  switcher: 'switcher',
  trash: 'trash',
  values: 'compare',
  palette: 'switcher',
  shortcuts: 'switcher',
  diagnostics: 'diagnostics',
  'people-of-all': 'people',
  workspace: 'project-settings',
  'replace-key': 'project-settings',
  disconnect: 'project-settings',
  'change-several': 'change-several',
}

function focusedField(): HelpId | undefined {
  const frame = document.activeElement?.closest('[data-help]')
  // `FieldFrame` writes only help IDs there.
  return (frame?.getAttribute('data-help') ?? undefined) as HelpId | undefined
}

/** Returns the help page of the open dialog or screen, and the focused field on it. */
export function useHelpPlace(): (field?: HelpId) => HelpPlace {
  const ui = useUiStore()
  const projects = useProjectsStore()

  function pageOfPlace(): HelpPageName {
    const place = projects.shown?.place
    if (ui.dialog) return ofAppDialog[ui.dialog.name]
    if (ui.screen) return ofAllScreen[ui.screen.name]
    if (place?.dialog) return ofProjectDialog[place.dialog.name]
    return place ? ofScreen[place.screen.name] : 'start'
  }

  return (field = focusedField()) => {
    const page = pageOfPlace()
    return field === undefined ? { page } : { page, field }
  }
}
