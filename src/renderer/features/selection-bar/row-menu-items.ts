import type { Platform } from '../../../core/app/commands/app-command'
import { commandNamed, type CommandName } from '../../../core/app/commands/app-commands'
import { shownKeys } from '../../../core/app/commands/keys'
import { changesRows, rowCommands } from '../../../core/app/commands/row-commands'
import type { WorkingEntity } from '../../../core/draft/working-copy'
import { editable, lockOf } from '../../../core/draft/delete-rows'
import type { MenuItem } from '../../components/lists/row-events'
import type { ChosenKind } from '../../project/chosen-rows'
import { t } from '../../../core/language/translate'

/** What the commands are called beside the rows that they are about. */
const shortLabels: Partial<Record<CommandName, string>> = {
  'first-field': t('Open'),
  'delete-rows': t('Delete'),
  'copy-ids': t('Copy ID'),
  'copy-link': t('Copy link'),
  'export-rows': t('Export'),
  check: t('Check'),
  'check-rows': t('Check'),
  'try-connection': t('Try sign-in'),
  handover: t('Hand-over sheet'),
  'replace-certificate': t('Replace certificate'),
  'edit-mapper': t('Edit mapper'),
}

/** Why no selected row can be changed, where none can. */
function lockOfAll(rows: readonly WorkingEntity[]): string | undefined {
  const [first] = rows
  return first && editable(rows).length === 0 ? lockOf(first) : undefined
}

/**
 * The commands about selected rows, as items of a menu in parts.
 *
 * @param applies whether a command applies now: what does not, is not offered
 */
export function rowMenuItems(
  kind: ChosenKind,
  rows: readonly WorkingEntity[],
  platform: Platform,
  applies: (name: CommandName) => boolean,
): MenuItem<CommandName>[][] {
  const lock = lockOfAll(rows)
  const parts = rowCommands(kind, rows.length).map((names) =>
    names.filter(applies).map((name): MenuItem<CommandName> => {
      const command = commandNamed(name)
      const label =
        name === 'copy-ids' && rows.length > 1
          ? t('Copy IDs')
          : (shortLabels[name] ?? command.label)
      const keys = name === 'delete-rows' ? t('Del') : shownKeys(command, platform)
      return {
        id: name,
        label: command.asks ? `${label}…` : label,
        ...(keys === undefined ? {} : { keys }),
        ...(lock !== undefined && changesRows.has(name) ? { why: lock } : {}),
        ...(name === 'delete-rows' ? { isDanger: true as const } : {}),
      }
    }),
  )
  return parts.filter((items) => items.length > 0)
}
