import type { ChangedFields, FieldChange } from '../../core/publish/changes'
import { connectionAt, organizationAt } from '../../core/draft/entity-index'
import type { WorkingConnection, WorkingCopy } from '../../core/draft/working-copy'
import { contentFields, fieldNamed, setFields, takesField } from '../../core/fields/fields'
import { oidcFields } from '../../core/fields/oidc-fields'
import { textMember, type JsonValue } from '../../core/model/json'
import { metadataForm } from '../../core/saml/metadata-value'
import { fieldName, valueText } from './field-words'
import { t } from '../../core/language/translate'

/** One line of a change in words: the old and new value, or removed and added items of a list. */
export interface ChangeLine {
  readonly name: string
  readonly before?: string
  readonly after?: string
  readonly removed?: readonly string[]
  readonly added?: readonly string[]
}

/** A mapper or metadata: texts, which are compared line by line. */
export interface ChangeText {
  readonly name: string
  readonly what: 'changed' | 'new'
  readonly kind: 'mapper' | 'metadata'
  /** Values as the server has them: the text itself or its address. */
  readonly before: string | undefined
  readonly after: string | undefined
}

function listLine(change: FieldChange): ChangeLine | undefined {
  const texts = (value: JsonValue | undefined) =>
    Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
  const before = texts(change.before)
  const after = texts(change.after)
  const removed = before.filter((item) => !after.includes(item))
  const added = after.filter((item) => !before.includes(item))
  if (removed.length + added.length === 0) return undefined
  return { name: fieldName(change.field), removed, added }
}

function secretLine(change: FieldChange, isNew: boolean): ChangeLine {
  const name = fieldName(change.field)
  if (change.after === undefined) return { name, before: t('will be removed') }
  return { name, after: isNew ? t('will be set') : t('will be changed') }
}

/** Fields that a secret belongs to: when one of them changes, a line says that the secret stays. */
const secretsCompanions = ['client_id', 'issuer_url', 'provider', 'apple_private_key_id']

/** Says that a secret stays although what it belongs to changes. */
function unchangedSecrets(
  connection: WorkingConnection | undefined,
  change: ChangedFields,
): ChangeLine[] {
  if (change.status !== 'edited' || connection?.protocol !== 'oidc') return []
  const edited = new Set(change.fields.map(({ field }) => field))
  if (!secretsCompanions.some((field) => edited.has(field))) return []
  const provider = textMember(connection.fields, 'provider') ?? ''
  return oidcFields
    .filter((field) => field.secret && takesField(field, provider) && !edited.has(field.name))
    .map(({ label }) => ({ name: label, after: t('unchanged') }))
}

function deletedLine(copy: WorkingCopy, change: ChangedFields): ChangeLine {
  if (change.target.kind === 'connection') {
    return { name: t('Nobody can sign in with it any more') }
  }
  if (change.target.kind === 'scim-client') {
    return { name: t('The identity provider adds and removes nobody any more') }
  }
  const organization = organizationAt(copy, change.target.key)
  const domains = organization ? valueText(copy, 'domains', organization.fields['domains']) : ''
  return domains ? { name: t('Organization with'), before: domains } : { name: t('Organization') }
}

const connectionOf = (copy: WorkingCopy, { target }: ChangedFields) =>
  target.kind === 'connection' ? connectionAt(copy, target.key) : undefined

/** A value that contains a text, or an address in Ory’s storage; not an address elsewhere. */
function isText(value: JsonValue | undefined): value is string | undefined {
  if (value === undefined) return true
  return typeof value === 'string' && ['inline', 'stored', 'empty'].includes(metadataForm(value))
}

function asText({ field, before, after }: FieldChange): ChangeText | undefined {
  if (!contentFields.has(field) || !isText(before) || !isText(after)) return undefined
  const kind = fieldNamed(oidcFields, field)?.content ?? 'metadata'
  const what = before === undefined ? 'new' : 'changed'
  return { name: fieldName(field), what, kind, before, after }
}

/** The texts that a change sets. */
export function changeTexts(change: ChangedFields): ChangeText[] {
  return change.fields.flatMap((field) => asText(field) ?? [])
}

/** A change line by line, without its texts. Secrets are never shown, only that they change. */
export function changeLines(copy: WorkingCopy, change: ChangedFields): ChangeLine[] {
  if (change.status === 'deleted') return [deletedLine(copy, change)]
  const lines = change.fields.flatMap((field): ChangeLine[] => {
    if (field.secret) return [secretLine(field, change.status === 'new')]
    if (change.status === 'new' && field.field === 'label') return []
    if (asText(field)) return []
    if (change.status === 'edited' && setFields.has(field.field)) {
      const line = listLine(field)
      if (line) return [line]
    }
    const before = valueText(copy, field.field, field.before)
    const after = valueText(copy, field.field, field.after)
    return [
      {
        name: fieldName(field.field),
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? { after: t('not set') } : { after }),
      },
    ]
  })
  return [...lines, ...unchangedSecrets(connectionOf(copy, change), change)]
}

/** What kind of thing a change is about, such as `SAML connection`. */
export function changeKind(copy: WorkingCopy, change: ChangedFields): string {
  if (change.target.kind === 'organization') return t('Organization')
  if (change.target.kind === 'scim-client') return t('SCIM client')
  if (change.target.kind === 'method') return t('Settings of all OIDC connections')
  const connection = connectionOf(copy, change)
  return connection
    ? t('{protocol} connection', { protocol: connection.protocol.toUpperCase() })
    : t('Connection')
}
