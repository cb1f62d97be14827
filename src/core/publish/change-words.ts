import { connectionAt, organizationAt, organizationNames } from '../draft/entity-index'
import type { WorkingConnection, WorkingCopy } from '../draft/working-copy'
import { contentFields, fieldNamed, setFields, takesField } from '../fields/fields'
import { oidcFields } from '../fields/oidc-fields'
import { fieldName, valueWords, type OrganizationName } from '../fields/value-words'
import { t } from '../language/translate'
import { textMember, type JsonValue } from '../model/json'
import { metadataForm } from '../saml/metadata-value'
import type { ChangedFields, FieldChange } from './changes'

/** A mapper or metadata, compared line by line. */
export interface LineText {
  readonly kind: 'mapper' | 'metadata'
  /** There was no text before. */
  readonly isNew: boolean
  /** The identity provider sees who reads it, so a person has to ask for it. */
  readonly isElsewhere?: boolean
}

/** One field of a change in words. Whatever does not apply is absent. */
export interface ChangeLine<Text extends LineText = LineText> {
  readonly name: string
  readonly before?: string
  readonly after?: string
  /** Items of a list without order. */
  readonly removed?: readonly string[]
  readonly added?: readonly string[]
  /** What happens, where no value can be shown. */
  readonly note?: string
  /** The note asks a person to do something. */
  readonly isWarning?: boolean
  readonly text?: Text
}

/** A mapper or metadata of a draft. */
export interface ChangeText extends LineText {
  /** Values as the server has them: the text itself or its address. */
  readonly before: string | undefined
  readonly after: string | undefined
}

const isTexts = (value: JsonValue | undefined): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** Removed and added items of a list without order; `undefined` for any other change. */
function listLine({
  field,
  before,
  after,
}: Omit<FieldChange, 'secret'>): ChangeLine<never> | undefined {
  if (!setFields.has(field) || !isTexts(before) || !isTexts(after)) return undefined
  const removed = before.filter((item) => !after.includes(item))
  const added = after.filter((item) => !before.includes(item))
  return removed.length + added.length === 0
    ? undefined
    : { name: fieldName(field), removed, added }
}

/** The values of a field that is not a secret, before and after. */
export function valueLine(
  change: Omit<FieldChange, 'secret'>,
  organizationName: OrganizationName,
): ChangeLine<never> {
  const list = listLine(change)
  if (list) return list
  const before = valueWords(change.field, change.before, organizationName)
  const after = valueWords(change.field, change.after, organizationName)
  return {
    name: fieldName(change.field),
    ...(before === undefined ? {} : { before }),
    after: after ?? t('not set'),
  }
}

function secretLine({ field, after }: FieldChange, isNew: boolean): ChangeLine<never> {
  const note =
    after === undefined ? t('will be removed') : isNew ? t('will be set') : t('will be changed')
  return { name: fieldName(field), note }
}

/** Fields that a secret belongs to: when one of them changes, a line says that the secret stays. */
const secretsCompanions = ['client_id', 'issuer_url', 'provider', 'apple_private_key_id']

/** Says that a secret stays although what it belongs to changes. */
function unchangedSecrets(
  connection: WorkingConnection | undefined,
  change: ChangedFields,
): ChangeLine<never>[] {
  if (change.status !== 'edited' || connection?.protocol !== 'oidc') return []
  const edited = new Set(change.fields.map(({ field }) => field))
  if (!secretsCompanions.some((field) => edited.has(field))) return []
  const provider = textMember(connection.fields, 'provider') ?? ''
  return oidcFields
    .filter((field) => field.secret && takesField(field, provider) && !edited.has(field.name))
    .map(({ label }) => ({ name: label, note: t('unchanged') }))
}

function deletedLines(copy: WorkingCopy, { target }: ChangedFields): ChangeLine<never>[] {
  if (target.kind === 'connection') {
    return [{ name: t('Sign-in'), note: t('Nobody can sign in with it any more') }]
  }
  if (target.kind === 'scim-client') {
    const note = t('The identity provider adds and removes nobody any more')
    return [{ name: t('Provisioning'), note }]
  }
  const domains = organizationAt(copy, target.key)?.fields['domains']
  return isTexts(domains) && domains.length > 0
    ? [{ name: fieldName('domains'), before: domains.join(', ') }]
    : []
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
  return { kind, isNew: before === undefined, before, after }
}

/** A change field by field. Of a secret only whether it changes. */
export function changeLines(copy: WorkingCopy, change: ChangedFields): ChangeLine<ChangeText>[] {
  if (change.status === 'deleted') return deletedLines(copy, change)
  const isNew = change.status === 'new'
  const nameOf = organizationNames(copy)
  const lines = change.fields
    // The label of what is new is its title.
    .filter(({ field }) => !isNew || field !== 'label')
    .map((field): ChangeLine<ChangeText> => {
      if (field.secret) return secretLine(field, isNew)
      const text = asText(field)
      return text ? { name: fieldName(field.field), text } : valueLine(field, nameOf)
    })
  return [...lines, ...unchangedSecrets(connectionOf(copy, change), change)]
}

/** At most this many texts are open from the start. */
const fewTexts = 5

/** Whether so few texts change that all of them are open from the start. */
export const hasFewTexts = (parts: readonly { readonly lines: readonly ChangeLine[] }[]): boolean =>
  parts.flatMap(({ lines }) => lines.filter(({ text }) => text)).length <= fewTexts

/** A line as plain text, such as `Label: Old → New`. */
export function lineText(line: ChangeLine): string {
  const { name, before, after, removed = [], added = [], note, text } = line
  const values = [
    ...(before !== undefined && after !== undefined ? [`${before} → ${after}`] : []),
    ...(before !== undefined && after === undefined
      ? [t('{value} removed', { value: before })]
      : []),
    ...(before === undefined && after !== undefined ? [after] : []),
    ...removed.map((item) => `− ${item}`),
    ...added.map((item) => `+ ${item}`),
    ...(note === undefined ? [] : [note]),
    ...(text ? [text.isNew ? t('new') : t('changed')] : []),
  ]
  return `${name}: ${values.join(', ')}`
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
