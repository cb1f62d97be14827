import { createFuzzyIndex, partsOf } from './fuzzy'
import { entityLabel } from '../draft/working-copy'
import { connectionsOf, type StoredConnection } from '../model/connection'
import { domainForms } from '../model/domain-name'
import { textListMember, textMember, type JsonObject } from '../model/json'
import type { ProjectId } from '../model/project-id'
import { scimClientsOf } from '../model/scim-client'
import type { Snapshot } from '../model/snapshot'
import { soughtBy } from './sought'

export type SearchField = 'label' | 'domain' | 'id' | 'client-id' | 'issuer' | 'mapper'

export interface SearchTarget {
  readonly kind: 'organization' | 'connection' | 'scim-client'
  /** ID of an organization, or another entity's key. */
  readonly key: string
  /** How a list names it. */
  readonly title: string
  /** ID of its organization, and the name if the project has it. */
  readonly organizationId?: string
  readonly organization?: string
}

export interface SearchRow extends SearchTarget {
  readonly projectId: ProjectId
  readonly field: SearchField
  /** The match or mapper line in parts; odd parts match. */
  readonly parts: readonly string[]
}

export interface ScoredRow {
  readonly row: SearchRow
  readonly score: number
}

export interface ProjectIndex {
  readonly projectId: ProjectId
  /** One row per target, best first; `typed` must not be blank. */
  find(typed: string, most: number): readonly ScoredRow[]
}

interface SearchText {
  readonly target: SearchTarget
  readonly field: Exclude<SearchField, 'mapper'>
  readonly text: string
}

/** Members that identify the identity provider. */
const issuerMembers = ['issuer_url', 'microsoft_tenant', 'auth_url', 'token_url']

/** Searchable texts of a project, organizations first, and its mapper addresses with their users. */
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

const shortestInMapper = 3
const longestLine = 100

/**
 * Searches mapper texts for the exact input, ignoring case. `textOf` returns `undefined` for texts not on this
 * computer.
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
    // Longer lower-case letters would shift positions.
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

/** A match in a name counts more than one in an address. */
const weights: Readonly<Record<SearchField, number>> = {
  label: 1,
  domain: 0.97,
  id: 0.94,
  'client-id': 0.92,
  issuer: 0.9,
  mapper: 0.5,
}

/** Typical texts per target among the best hits; more may lose rows. */
const textsOfTarget = 4

/** Indexes a project's last known state; `mapperText` returns `undefined` for texts not on this computer. */
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

/** Best first; shorter names win ties. */
const byScore = (left: ScoredRow, right: ScoredRow) =>
  right.score - left.score || left.row.title.length - right.row.title.length

export const mostRows = 100

/** A single letter would match nearly everything. */
export const isSearchable = (typed: string): boolean => typed.trim().length >= 2

export function bestRows(found: readonly (readonly ScoredRow[])[]): SearchRow[] {
  return found
    .flat()
    .toSorted(byScore)
    .slice(0, mostRows)
    .map(({ row }) => row)
}
