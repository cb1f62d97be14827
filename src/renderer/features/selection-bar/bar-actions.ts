import { t } from '../../../core/language/translate'
import type { SelectedRow } from '../../stores/ui'

export type BarActionName =
  | 'change'
  | 'check'
  | 'move'
  | 'duplicate'
  | 'duplicate-to'
  | 'export'
  | 'copy-table'
  | 'copy-ids'
  | 'delete'

export interface BarAction {
  readonly name: BarActionName
  readonly label: string
  /** Why it cannot be done with this selection. */
  readonly why?: string
}

const labels: Readonly<Record<BarActionName, string>> = {
  change: t('Change…'),
  check: t('Check…'),
  move: t('Move…'),
  duplicate: t('Duplicate'),
  'duplicate-to': t('Duplicate into another project…'),
  export: t('Export…'),
  'copy-table': t('Copy as table'),
  'copy-ids': t('Copy IDs'),
  delete: t('Delete'),
}

/** Actions on connections alone. */
const ofConnections: ReadonlySet<BarActionName> = new Set(['check', 'move'])
/** Actions that SCIM clients have too; the others have no meaning for them. */
const ofScimClients: ReadonlySet<BarActionName> = new Set(['copy-table', 'copy-ids', 'delete'])
/** Actions that are one and the same thing only for rows of one kind. */
const ofOneKind: ReadonlySet<BarActionName> = new Set(['change', 'delete'])

/** Why an action needs the rows of one project, where it does. */
const inOneProject: Readonly<Partial<Record<BarActionName, string>>> = {
  check: t('A check runs in one project: select connections of one project'),
  move: t('Organizations belong to one project: select connections of one project'),
  duplicate: t('Copies stay in their project: select rows of one project'),
  'duplicate-to': t('Rows are duplicated from one project: select rows of one project'),
  export: t('A file holds one project: select rows of one project'),
}

/**
 * What can be done with selected rows, in the order of the bar.
 *
 * @param lock why none of them can be edited
 */
export function barActions(rows: readonly SelectedRow[], lock: string | undefined): BarAction[] {
  const kinds = new Set(rows.map(({ kind }) => kind))
  const isOneProject = new Set(rows.map(({ projectId }) => projectId)).size === 1
  const names: BarActionName[] = [
    'change',
    'check',
    'move',
    'duplicate',
    'duplicate-to',
    'export',
    'copy-table',
    'copy-ids',
    'delete',
  ]
  function whyNot(name: BarActionName): string | undefined {
    if (ofOneKind.has(name) && kinds.size > 1) {
      return t('Select rows of one kind: organizations, connections or SCIM clients')
    }
    if (name === 'delete' && kinds.has('scim-client') && !isOneProject) {
      return t('SCIM clients are deleted in one project: select those of one project')
    }
    if (!isOneProject && inOneProject[name] !== undefined) return inOneProject[name]
    return name === 'move' || name === 'delete' ? lock : undefined
  }
  return names
    .filter((name) => !ofConnections.has(name) || !kinds.has('organization'))
    .filter((name) => ofScimClients.has(name) || !kinds.has('scim-client'))
    .map((name) => {
      const why = whyNot(name)
      return { name, label: labels[name], ...(why === undefined ? {} : { why }) }
    })
}
