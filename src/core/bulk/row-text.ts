import type { WorkingConnection, WorkingCopy, WorkingEntity } from '../draft/working-copy'
import { fieldName } from '../fields/value-words'
import { isNewKey } from '../intents/intents'
import { textListMember, textMember } from '../model/json'
import type { ProjectSummary } from '../model/project'
import { providerName } from '../model/providers'
import { t } from '../language/translate'

/** The names of the columns of `rowsOfTable`. */
export const tableHead: readonly string[] = [
  t('Project'),
  t('Environment'),
  t('Organization'),
  t('Domains'),
  t('Connection'),
  t('ID'),
  t('Provider'),
  fieldName('issuer_url'),
  fieldName('client_id'),
  fieldName('scope'),
  'PKCE',
]

const idOf = ({ target, fields }: WorkingEntity): string => {
  if (target.kind !== 'organization') return textMember(fields, 'id') ?? ''
  return isNewKey(target.key) ? '' : target.key
}

function found(copy: WorkingCopy, keys: readonly string[]): (WorkingEntity | WorkingConnection)[] {
  const wanted = new Set(keys)
  return [...copy.organizations, ...copy.connections].filter(({ target }) => wanted.has(target.key))
}

/** The IDs of organizations and connections; of what only the draft has, there may be none yet. */
export function idsOfRows(copy: WorkingCopy, keys: readonly string[]): string[] {
  return found(copy, keys).flatMap((entity) => idOf(entity) || [])
}

/** Organizations and connections of one project as rows of a table, without any secret. */
export function rowsOfTable(
  { name, environment }: ProjectSummary,
  copy: WorkingCopy,
  keys: readonly string[],
): string[][] {
  const owners = new Map(copy.organizations.map((item) => [item.target.key, item]))
  return found(copy, keys).map((entity) => {
    const { fields } = entity
    const text = (field: string) => textMember(fields, field) ?? ''
    const isConnection = 'protocol' in entity
    const owner = isConnection ? owners.get(text('organization_id')) : entity
    const provider =
      isConnection && entity.protocol === 'saml' ? 'SAML' : providerName(text('provider'))
    return [
      name,
      environment,
      owner ? (textMember(owner.fields, 'label') ?? '') : text('organization_id'),
      owner ? textListMember(owner.fields, 'domains').join(', ') : '',
      ...(isConnection
        ? [
            text('label'),
            idOf(entity),
            provider,
            text('issuer_url'),
            text('client_id'),
            textListMember(fields, 'scope').join(' '),
            text('pkce'),
          ]
        : ['', idOf(entity), '', '', '', '', '']),
    ]
  })
}

/** What a spreadsheet would work out, or take for the end of a cell or a row. */
const safeCell = (text: string) => {
  const line = text.replaceAll(/[\t\r\n]+/g, ' ')
  return /^[=+\-@]/.test(line) ? `'${line}` : line
}

/** Rows as a spreadsheet takes them from the clipboard. */
export const tabSeparated = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(safeCell).join('\t')).join('\n')
