import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The picture of each dialog, with which the long run checks its accessibility in every theme; or why it has none. */
const pictures: Readonly<Record<string, string | { readonly none: string }>> = {
  'app/dialogs/HelpHost.vue': 'help-page',
  'app/dialogs/SecretNotKeptDialog.vue': {
    none: 'it needs a keychain that refuses; unsaved-dialog.test.ts shows it, made of the same parts as UnsavedDialog',
  },
  'app/dialogs/UnsavedDialog.vue': 'unsaved',
  'components/dialogs/ConfirmPublish.vue': 'confirm',
  'components/dialogs/FormDialog.vue': 'form-close',
  'components/notes/WholeWriteNote.vue': 'whole-write-list',
  'features/table/ViewName.vue': 'all-organizations-view',
  'features/table/ViewsMenu.vue': 'all-organizations-delete',
  'features/certificate/CertificateDialog.vue': 'certificate',
  'features/check/CheckDialog.vue': 'check',
  'features/check/CheckRowsDialog.vue': 'rows-check',
  'features/commands/PaletteDialog.vue': 'palette',
  'features/commands/ShortcutsDialog.vue': 'shortcuts',
  'features/compare/NamedValuesDialog.vue': {
    none: 'it shows one only where the file cannot be read, made of the same parts as the others',
  },
  'features/compare/NamedValuesForm.vue': 'values',
  'features/compare/PromoteDialog.vue': 'promote',
  'features/conflict/ConflictDialog.vue': 'conflict',
  'features/connect/ConnectDialog.vue': 'connect',
  'features/connect/DisconnectDialog.vue': 'disconnect',
  'features/connect/ReplaceKeyDialog.vue': 'replace-key',
  'features/connection/MoveConnectionsDialog.vue': 'rows-move',
  'features/connection/NewConnectionDialog.vue': 'new-connection',
  'features/diagnostics/DiagnosticsDialog.vue': 'diagnostics',
  'features/elsewhere/ElsewhereNote.vue': 'elsewhere-list',
  'features/go-to-field/GoToFieldDialog.vue': 'rows-go-to-field',
  'features/guards/ProjectSettingsDialog.vue': 'project-settings',
  'features/handover/HandoverDialog.vue': 'handover',
  'features/history/RevertDialog.vue': 'revert',
  'features/home/SilenceDialog.vue': 'home-silence',
  'features/mappers/PutEverywhere.vue': 'mappers-everywhere',
  'features/mappers/NearMappers.vue': 'mappers-compare',
  'features/mappers/editor/cases/CasesRegion.vue': 'case-delete',
  'features/mappers/editor/cases/RenameCaseDialog.vue': 'case-rename',
  'features/mappers/editor/cases/SaveCaseDialog.vue': 'lab-save-case',
  'features/mappers/editor/claims/OwnClaimsDialog.vue': 'lab-own-claims',
  'features/mappers/editor/template/TemplateDialog.vue': 'lab-form',
  'features/organization/DeleteOrganizationsDialog.vue': 'organization-delete',
  'features/organization/NewOrganizationDialog.vue': 'new-organization',
  'features/paste/PasteDialog.vue': 'paste',
  'features/people/PeopleDialog.vue': 'people',
  'features/people/PeopleOfAllDialog.vue': 'people-of-all',
  'features/people/PeopleShownDialog.vue': 'people-shown',
  'features/portal-links/PortalLinksDialog.vue': 'portal-links',
  'features/portal-links/SendAtOnce.vue': 'portal-links-ask',
  'features/redirect-hosts/RedirectHostsDialog.vue': 'redirect-hosts',
  'features/review/DiscardDialog.vue': 'discard',
  'features/review/ReviewDialog.vue': 'review',
  'features/selection-bar/ChangeDialog.vue': 'change-several',
  'features/set-up-file/ExportSetUpDialog.vue': 'set-up-export',
  'features/set-up-file/ImportSetUpDialog.vue': 'set-up-import',
  'features/compare/TeamItemPanel.vue': 'team-folder-conflict',
  'features/trash/TrashDialog.vue': 'trash',
  'features/try-connection/SaveTryCase.vue': 'try-sign-in-case',
  'features/try-connection/TryConnectionDialog.vue': 'try-sign-in',
  'features/workspaces/SwitcherDialog.vue': 'switcher',
  'features/workspaces/WorkspaceSettingsDialog.vue': 'workspace-settings',
}

/** The parts that draw a dialog; a component with one of them is a dialog, or has one. */
const draws = /<(?:AppDialog|FormDialog|PickerDialog)\b/

const dialogs = readdirSync(join(root, 'src/renderer'), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.vue'))
  .filter((name) => draws.test(readFileSync(join(root, 'src/renderer', name), 'utf8')))

const specs = readdirSync(join(root, 'test/e2e'))
  .map((name) => readFileSync(join(root, 'test/e2e', name), 'utf8'))
  .join('\n')

test('every dialog has a picture, or says why not', () => {
  expect(dialogs.toSorted()).toEqual(Object.keys(pictures).toSorted())
  const taken = Object.values(pictures).filter((name) => typeof name === 'string')
  expect(taken.filter((name) => !specs.includes(`('${name}')`))).toEqual([])
})

test('a dialog is told from what is none', () => {
  expect(draws.test('<template><AppDialog title="New">')).toBe(true)
  expect(draws.test('<template><AppDialogs />')).toBe(false)
})
