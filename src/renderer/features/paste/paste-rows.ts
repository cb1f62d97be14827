import { t } from '../../../core/language/translate'
import type { Protocol } from '../../../core/model/connection'
import { numberText } from '../../../core/model/format'
import type { JsonValue } from '../../../core/model/json'
import { providerName } from '../../../core/model/providers'
import type { Candidate, PastedBlock, PastedField, PastedSetUp } from '../../../core/paste/details'
import type { PastedRead, ReadLine } from '../../../core/paste/read'
import { metadataForm } from '../../../core/saml/metadata-value'
import { fieldName } from '../../../core/fields/value-words'

/** The name of the client secret's field; its value never stands in a row. */
export const secretField = 'client_secret'

export interface RowChoice {
  readonly words: string
  readonly where: string
  readonly note: string
}

export interface PasteRow {
  readonly field: string
  readonly name: string
  readonly choices: readonly RowChoice[]
  readonly isTaken: boolean
}

export interface PastedFill {
  readonly fields: Record<string, JsonValue>
  readonly protocol?: Protocol
  readonly secret?: string
  readonly read: PastedRead
}

export interface Decision {
  readonly isTaken?: boolean
  readonly index?: number
}

function rowName(field: string): string {
  return field === 'raw_idp_metadata_xml' ? t('IdP metadata XML') : fieldName(field)
}

function valueWords(field: PastedField, value: Candidate['value']): string {
  if (typeof value !== 'string') return value.join(', ')
  if (field === 'provider') return providerName(value)
  return metadataForm(value) === 'inline' ? 'XML' : value
}

function secretWords(secret: string): string {
  return t('•••••••• ({n} characters)', { n: numberText(secret.length) })
}

export function pasteRows(details: PastedSetUp, takes: readonly string[]): PasteRow[] {
  const rows = details.findings
    .filter(({ field }) => takes.includes(field))
    .map((finding): PasteRow => ({
      field: finding.field,
      name: rowName(finding.field),
      choices: [finding, ...finding.alternatives].map(({ value, where, note }) => ({
        words: valueWords(finding.field, value),
        where,
        note: note ?? '',
      })),
      isTaken: finding.confidence !== 'guess',
    }))
  const { secret } = details
  if (!secret || !takes.includes(secretField)) return rows
  const choices = [secret.value, ...secret.alternatives].map((value) => ({
    words: secretWords(value),
    where: '',
    note: secret.note ?? '',
  }))
  return [
    ...rows,
    {
      field: secretField,
      name: rowName(secretField),
      choices,
      isTaken: secret.confidence !== 'guess',
    },
  ]
}

export interface BlockChoice {
  readonly name: string
  readonly about: string
}

export function blockChoices(blocks: readonly PastedBlock[]): BlockChoice[] {
  return blocks.map(({ name, findings }) => {
    const known = (['issuer_url', 'microsoft_tenant', 'client_id', 'raw_idp_metadata_xml'] as const)
      .flatMap((field) => findings.find((item) => item.field === field) ?? [])
      .map(({ field, value, where }) => (isInline(value) ? where : valueWords(field, value)))
    return { name, about: known.slice(0, 2).join(', ') }
  })
}

const isInline = (value: Candidate['value']) =>
  typeof value === 'string' && metadataForm(value) === 'inline'

/** Names of what was found and has no place in the form. */
export function leftOut(details: PastedSetUp, takes: readonly string[]): string[] {
  const fields: string[] = details.findings.map(({ field }) => field)
  if (details.secret) fields.push(secretField)
  return fields.filter((field) => !takes.includes(field)).map(rowName)
}

/** What is told of the text beside the form: what was taken, and what was not. */
function readOf(
  details: PastedSetUp,
  rows: readonly PasteRow[],
  decided: (row: PasteRow) => Required<Decision>,
  organization: string | undefined,
): PastedRead {
  const lineOf = (row: PasteRow, why: string): ReadLine => {
    const { words = '', where = '', note = '' } = row.choices[decided(row).index] ?? {}
    return { name: row.name, words, where, note: note || why }
  }
  // Domains are told one by one.
  const others = rows.filter(({ field }) => field !== 'domains')
  const isTaken = (row: PasteRow) => decided(row).isTaken
  return {
    used: others.filter(isTaken).map((row) => lineOf(row, '')),
    unused: others
      .filter((row) => !isTaken(row))
      .map((row) => lineOf(row, row.isTaken ? t('You left it out') : t('It is uncertain'))),
    domains: details.domains ?? [],
    ...(organization === undefined ? {} : { organization }),
  }
}

/** @param organization name of the company in the text */
export function fillOf(
  details: PastedSetUp,
  rows: readonly PasteRow[],
  decided: (row: PasteRow) => Required<Decision>,
  organization?: string,
): PastedFill {
  const fields: Record<string, JsonValue> = {}
  let secret: string | undefined
  for (const row of rows) {
    const { isTaken, index } = decided(row)
    if (!isTaken) continue
    if (row.field === secretField) {
      secret = details.secret && [details.secret.value, ...details.secret.alternatives][index]
      continue
    }
    const finding = details.findings.find(({ field }) => field === row.field)
    const value = finding && [finding, ...finding.alternatives][index]?.value
    if (value !== undefined) fields[row.field] = value
  }
  return {
    fields,
    ...(details.protocol === undefined ? {} : { protocol: details.protocol }),
    ...(secret === undefined ? {} : { secret }),
    read: readOf(details, rows, decided, organization),
  }
}
