import { t } from '../../../core/language/translate'
import { isJsonArray, type JsonArray, type JsonValue } from '../../../core/model/json'
import {
  personOf,
  sessionOf,
  type Person,
  type SchemaPaths,
  type Session,
} from '../../../core/people/person'
import { readJson } from '../../api/bodies'

export type PageQuestion = {
  readonly body: Uint8Array
  readonly contentType: string | undefined
} & ({ readonly what: 'identities'; readonly paths: SchemaPaths } | { readonly what: 'sessions' })

/** Above the requested 1,000, but bounded. */
const mostEntries = 10_000

export type PageReading =
  | {
      readonly ok: true
      /** Including entries that are nobody. */
      readonly entries: number
      readonly people: readonly Person[]
      readonly sessions: readonly Session[]
    }
  | { readonly ok: false; readonly why: string }

/** Parses a page off the main process; an aborted read returns an empty answer. */
export type ReadPeoplePage = (page: PageQuestion, signal?: AbortSignal) => Promise<PageReading>

/** Reads as much of each entry as possible; Go writes an empty list as `null`. */
export function readPeoplePage(question: PageQuestion): PageReading {
  // Members are read by name, so depth is harmless.
  const read = readJson(question.body, question.contentType, true)
  if ('why' in read) return { ok: false, why: read.why }
  // Parsed from JSON.
  const json = read.json as JsonValue
  if (json !== null && !isJsonArray(json)) return { ok: false, why: t('it has an unknown form') }
  const entries: JsonArray = json ?? []
  if (entries.length > mostEntries) return { ok: false, why: t('it is too large to be read') }
  const isPeople = question.what === 'identities'
  return {
    ok: true,
    entries: entries.length,
    people: isPeople ? entries.flatMap((entry) => personOf(entry, question.paths) ?? []) : [],
    sessions: isPeople ? [] : entries.flatMap((entry) => sessionOf(entry) ?? []),
  }
}
