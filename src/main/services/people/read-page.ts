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

/** A page of people as it came. */
export type PageQuestion = {
  readonly body: Uint8Array
  readonly contentType: string | undefined
} & ({ readonly what: 'identities'; readonly paths: SchemaPaths } | { readonly what: 'sessions' })

/** Entries of a page: 1,000 are asked for at most, and a server that sends any number is not read. */
const mostEntries = 10_000

/** What of a page counts, or why it cannot be read. */
export type PageReading =
  | {
      readonly ok: true
      /** All, also those that are nobody. */
      readonly entries: number
      readonly people: readonly Person[]
      readonly sessions: readonly Session[]
    }
  | { readonly ok: false; readonly why: string }

/** Reads a page where that holds no window; whoever aborts it gets an answer that says nothing. */
export type ReadPeoplePage = (page: PageQuestion, signal?: AbortSignal) => Promise<PageReading>

/** Reads a page, each entry as far as it can be: Go writes an empty list as `null`. */
export function readPeoplePage(question: PageQuestion): PageReading {
  // Members are read by name, so that no depth does harm.
  const read = readJson(question.body, question.contentType, true)
  if ('why' in read) return { ok: false, why: read.why }
  // What was parsed from JSON is JSON.
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
