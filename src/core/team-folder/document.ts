import type { z } from 'zod'
import { isJsonObject, type JsonObject } from '../model/json'
import { screenJson } from '../set-up-file/screen'
import { isSafeValue } from '../set-up-file/secrets'
import { teamVersion } from './team'
import { t } from '../language/translate'

/** Kinds of JSON files in a team folder. */
export type TeamFormat =
  'team-folder' | 'team-project' | 'team-pair' | 'team-mapper' | 'team-publish'

export const formatName = (format: TeamFormat) => `sso-workbench/${format}`

export type DocumentReading =
  | { readonly ok: true; readonly document: JsonObject }
  | { readonly ok: false; readonly words: string; readonly isNewer?: true }

const refused = (words: string): DocumentReading => ({ ok: false, words })

/** A file as text: members in the given order, indented by two spaces, one newline at the end. */
export function documentText(
  format: TeamFormat,
  members: Readonly<Record<string, unknown>>,
): string {
  const document = { format: formatName(format), version: teamVersion, ...members }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

/** The members of a JSON file of one kind that anybody may have written, without format and version. */
export function readDocument(format: TeamFormat, text: string): DocumentReading {
  const screened = screenJson(text)
  if (!screened.ok) return refused(screened.problem)
  if (!isJsonObject(screened.value)) return refused(t('The file is not a JSON object'))
  const { format: own, version, ...document } = screened.value
  if (own !== formatName(format)) {
    return refused(t('Its “format” is not “{format}”', { format: formatName(format) }))
  }
  if (typeof version === 'number' && version > teamVersion) {
    const words = t('It was made by a newer version of this app')
    return { ok: false, words, isNewer: true }
  }
  if (version !== teamVersion) return refused(t('It does not say which version it is'))
  return { ok: true, document }
}

/** The first member that a file of this kind does not have, in words. */
export function unknownMember(document: JsonObject, known: readonly string[]): string | undefined {
  const name = Object.keys(document).find((item) => !known.includes(item))
  return name === undefined
    ? undefined
    : t('It has a member “{name}” that is not known', { name: name.slice(0, 80) })
}

export type MembersReading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly words: string }

/** What a file says that holds nothing but these members, and no secret in any of them. */
export function readMembers<Value>(
  document: JsonObject,
  known: readonly string[],
  schema: z.ZodType<Value>,
): MembersReading<Value> {
  const unknown = unknownMember(document, known)
  if (unknown !== undefined) return { ok: false, words: unknown }
  if (!isSafeValue(document)) {
    return {
      ok: false,
      words: t('It has a text that is or may hold a secret: take it out of the file'),
    }
  }
  const read = schema.safeParse(document)
  if (read.success) return { ok: true, value: read.data }
  const [first] = read.error.issues
  return {
    ok: false,
    words: t('Its members do not have the expected form: {issue}', {
      issue: first ? `${first.path.map(String).join('.')}: ${first.message}` : t('unknown'),
    }),
  }
}
