import { createFuzzyIndex, partsOf } from './fuzzy'
import { entityLabel } from '../draft/working-copy'
import { connectionsOf, type StoredConnection } from '../model/connection'
import { domainForms } from '../model/domain-name'
import { textListMember, textMember, type JsonObject } from '../model/json'
import type { ProjectId } from '../model/project-id'
import { scimClientsOf } from '../model/scim-client'
import type { Snapshot } from '../model/snapshot'
import { soughtBy } from './sought'

/** Members that the search reads, named one by one so that no secret is among them. */
export type SearchField = 'label' | 'domain' | 'id' | 'client-id' | 'issuer' | 'mapper'

/** An organization, a connection or a SCIM client of a project. */
export interface SearchTarget {
  readonly kind: 'organization' | 'connection' | 'scim-client'
  /** As in a selection: the ID of an organization, or the key of the others. */
  readonly key: string
  /** How a list names it. */
  readonly title: string
  /** ID of its organization, and its name where the project has that organization. */
  readonly organizationId?: string
  readonly organization?: string
}

/** One row of an answer: a target, and the field in which it was found. */
export interface SearchRow extends SearchTarget {
  readonly projectId: ProjectId
  readonly field: SearchField
  /** The text found, or the line of a mapper, in parts; the odd ones match the question. */
  readonly parts: readonly string[]
}

export interface ScoredRow {
  readonly row: SearchRow
  readonly score: number
}

/** A project made ready to be searched. */
export interface ProjectIndex {
  readonly projectId: ProjectId
  /** Each target once, the best first. `typed` must hold more than spaces. */
  find(typed: string, most: number): readonly ScoredRow[]
}

interface SearchText {
  readonly target: SearchTarget
  readonly field: Exclude<SearchField, 'mapper'>
  readonly text: string
}

/** Members of a connection that identify its identity provider. */
const issuerMembers = ['issuer_url', 'microsoft_tenant', 'auth_url', 'token_url']

/** The texts of a project to search, organizations first, and the addresses of its mappers with their users. */
export function searchableOf(snapshot: Snapshot) {
  const texts: SearchText[] = []
  const mappers = new Map<string, SearchTarget[]>()
  const add = (target: SearchTarget, field: SearchText['field'], text: string | undefined) => {
    if (text) texts.push({ target, field, text })
  }

  const labels = new Map<string, string>()
  for (const fields of snapshot.organizations) {
    const target = organizationTarget(fields)
    labels.set(target.key, target.title)
    add(target, 'label', textMember(fields, 'label'))
    for (const domain of textListMember(fields, 'domains')) {
      for (const form of domainForms(domain)) add(target, 'domain', form)
    }
    add(target, 'id', target.key)
  }
  for (const connection of connectionsOf(snapshot)) {
    const { entry } = connection
    const target = memberTarget('connection', connection, labels)
    add(target, 'label', textMember(entry, 'label'))
    add(target, 'id', textMember(entry, 'id'))
    add(target, 'client-id', textMember(entry, 'client_id'))
    for (const member of issuerMembers) add(target, 'issuer', textMember(entry, member))
    const address = textMember(entry, 'mapper_url')
    if (address) addTo(mappers, address, target)
  }
  for (const client of scimClientsOf(snapshot)) {
    const target = memberTarget('scim-client', client, labels)
    add(target, 'label', textMember(client.entry, 'label'))
    add(target, 'client-id', textMember(client.entry, 'client_id'))
  }
  return { texts, mappers }
}

function addTo<Value>(lists: Map<string, Value[]>, name: string, ...values: readonly Value[]) {
  const list = lists.get(name)
  if (list) list.push(...values)
  else lists.set(name, [...values])
}

function organizationTarget(fields: JsonObject): SearchTarget {
  const key = textMember(fields, 'id') ?? ''
  return { kind: 'organization', key, title: textMember(fields, 'label') || key }
}

function memberTarget(
  kind: 'connection' | 'scim-client',
  { key, entry }: Pick<StoredConnection, 'key' | 'entry'>,
  labels: ReadonlyMap<string, string>,
): SearchTarget {
  const organizationId = textMember(entry, 'organization_id')
  const organization = organizationId && labels.get(organizationId)
  return {
    kind,
    key,
    title: entityLabel(entry, { kind, key }),
    ...(organizationId ? { organizationId } : {}),
    ...(organization ? { organization } : {}),
  }
}

/** Shorter questions are in nearly every mapper. */
const shortestInMapper = 3
/** Characters of a mapper's line that are shown. */
const longestLine = 100

/**
 * Searches the texts of mappers. Letters of code must stand together, so the question is looked for as typed,
 * in either case.
 *
 * @param mappers users of a mapper by its address
 * @param textOf text of a mapper by its address; `undefined` where it is not on this computer
 */
function mapperSearch(
  mappers: ReadonlyMap<string, readonly SearchTarget[]>,
  textOf: (address: string) => string | undefined,
) {
  const byText = new Map<string, SearchTarget[]>()
  for (const [address, targets] of mappers) {
    const text = textOf(address)
    if (text !== undefined) addTo(byText, text, ...targets)
  }
  const texts = [...byText].map(([text, targets]) => {
    const small = text.toLowerCase()
    // Small letters that take more room would move the places of hits.
    return { text, small: small.length === text.length ? small : text, targets }
  })
  return (typed: string, most: number) => {
    const words = typed.trim()
    if (words.length < shortestInMapper) return []
    const hits: { readonly target: SearchTarget; readonly parts: readonly string[] }[] = []
    for (const { text, small, targets } of texts) {
      if (hits.length >= most) break
      const lower = small.indexOf(words.toLowerCase())
      const at = lower >= 0 ? lower : text.indexOf(words)
      if (at < 0) continue
      const parts = lineAround(text, at, words.length)
      hits.push(...targets.map((target) => ({ target, parts })))
    }
    return hits.slice(0, most)
  }
}

/** The line of a hit before it, the hit, and the line after it. */
function lineAround(text: string, at: number, length: number): string[] {
  const end = at + length
  const lineEnd = text.indexOf('\n', end)
  const room = Math.max(0, longestLine - length)
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trimStart()
  const after = text.slice(end, lineEnd < 0 ? undefined : lineEnd).trimEnd()
  return [
    before.slice(-Math.ceil(room / 2)),
    text.slice(at, end).slice(0, longestLine),
    after.slice(0, Math.floor(room / 2)),
  ]
}

/** A hit in a name is more likely meant than one in a part of an address. */
const weights: Readonly<Record<SearchField, number>> = {
  label: 1,
  domain: 0.97,
  id: 0.94,
  'client-id': 0.92,
  issuer: 0.9,
  mapper: 0.5,
}

/** Usual number of texts of one target among the best hits; a target with more may lose its row. */
const textsOfTarget = 4

/**
 * Makes the last known state of a project ready to be searched.
 *
 * @param mapperText text of a mapper by its address; `undefined` where it is not on this computer
 */
export function indexProject(
  snapshot: Snapshot,
  mapperText: (address: string) => string | undefined,
): ProjectIndex {
  const projectId = snapshot.summary.id
  const { texts, mappers } = searchableOf(snapshot)
  const index = createFuzzyIndex<SearchText>(texts, ({ text }) => text)
  const findInMappers = mapperSearch(mappers, mapperText)

  return {
    projectId,
    find(typed, most) {
      const best = new Map<SearchTarget, ScoredRow>()
      const put = (target: SearchTarget, scored: ScoredRow) => {
        const known = best.get(target)
        if (!known || known.score < scored.score) best.set(target, scored)
      }
      for (const { item, score, indexes } of index.find(soughtBy(typed), most * textsOfTarget)) {
        const { target, field, text } = item
        const row = { ...target, projectId, field, parts: partsOf(text, indexes) }
        put(target, { row, score: score * weights[field] })
      }
      for (const { target, parts } of findInMappers(typed, most)) {
        const row = { ...target, projectId, field: 'mapper' as const, parts }
        put(target, { row, score: weights.mapper })
      }
      return [...best.values()].toSorted(byScore).slice(0, most)
    },
  }
}

/** The best first; of equal scores the shorter name first. */
const byScore = (left: ScoredRow, right: ScoredRow) =>
  right.score - left.score || left.row.title.length - right.row.title.length

/** Rows of an answer at most. */
export const mostRows = 100

/** Whether a question is long enough: one letter is in nearly everything. */
export const isSearchable = (typed: string): boolean => typed.trim().length >= 2

/** The rows of several projects as one answer, the best first. */
export function bestRows(found: readonly (readonly ScoredRow[])[]): SearchRow[] {
  return found
    .flat()
    .toSorted(byScore)
    .slice(0, mostRows)
    .map(({ row }) => row)
}
