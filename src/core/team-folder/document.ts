import type { z } from 'zod'
import { isJsonObject, type JsonObject } from '../model/json'
import { screenJson } from '../set-up-file/screen'
import { isSafeValue } from '../set-up-file/secrets'
import { teamVersion } from './team'
import { t } from '../language/translate'

export type TeamFormat =
  'team-folder' | 'team-project' | 'team-pair' | 'team-mapper' | 'team-publish'

export const formatName = (format: TeamFormat) => `sso-workbench/${format}`

export type DocumentReading =
  | { readonly ok: true; readonly document: JsonObject }
  | { readonly ok: false; readonly words: string; readonly isNewer?: true }

const refused = (words: string): DocumentReading => ({ ok: false, words })

/** Members in the given order, two-space indent, final newline. */
export function documentText(
  format: TeamFormat,
  members: Readonly<Record<string, unknown>>,
): string {
  const document = { format: formatName(format), version: teamVersion, ...members }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

/** Members of an untrusted JSON file, without format and version. */
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

/** The first unknown member. */
export function unknownMember(document: JsonObject, known: readonly string[]): string | undefined {
  const name = Object.keys(document).find((item) => !known.includes(item))
  return name === undefined
    ? undefined
    : t('It has a member “{name}” that is not known', { name: name.slice(0, 80) })
}

export type MembersReading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly words: string }

/** Reads a file with only these members and no secret. */
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
