import type { UrlMeaning } from './classify-url'
import type { PastedBlock, PastedDetails, PastedField, PastedSetUp, Sighting } from './details'
import type { PlacedDomain } from './domains/seen'
import { together } from './gather'
import { lineStart, type Page } from './text/lines'
import { secretOf, type SecretSighting } from './secrets'
import { isLabel } from './labels'
import { t } from '../language/translate'

/** Everything recognized in a text, before it is combined. */
export interface Seen {
  readonly sightings: readonly Sighting[]
  readonly meanings: readonly (UrlMeaning & { readonly at: number })[]
  readonly secrets: readonly SecretSighting[]
  /** IDs, which are never a secret. */
  readonly ids: ReadonlySet<string>
  /** Every domain; those that are used stand in `sightings`, too. */
  readonly domains: readonly PlacedDomain[]
}

type BlockAt = (at: number) => string | undefined

/** Fields whose values distinguish one set-up from another. */
const telling: ReadonlySet<PastedField> = new Set([
  'client_id',
  'issuer_url',
  'microsoft_tenant',
  'raw_idp_metadata_xml',
])

const keyOf = (value: Sighting['value']) => JSON.stringify(value)

/** What belongs to one block, completed by what belongs to no block. */
function seenIn(seen: Seen, block: string, blockAt: BlockAt): Seen {
  const isOwn = ({ at }: { at: number }) => blockAt(at) === block
  const isCommon = ({ at }: { at: number }) => blockAt(at) === undefined
  const own = seen.sightings.filter(isOwn)
  const fields = new Set(own.map(({ field }) => field))
  const foreign = new Set(
    seen.sightings
      .filter((item) => !isOwn(item) && !isCommon(item))
      .map(({ field, value }) => field + keyOf(value)),
  )
  const common = seen.sightings.filter(
    (item) =>
      isCommon(item) &&
      !fields.has(item.field) &&
      // The issuer of another set-up also rules out its tenant.
      !(telling.has(item.field) && foreign.has(item.field + keyOf(item.value))),
  )
  const secrets = seen.secrets.filter(isOwn)
  const foreignSecrets = new Set(
    seen.secrets.filter((item) => !isOwn(item) && !isCommon(item)).map(({ value }) => value),
  )
  const shared = seen.secrets.filter((item) => isCommon(item) && !foreignSecrets.has(item.value))
  return {
    sightings: [...own, ...common],
    meanings: seen.meanings.filter((item) => isOwn(item) || isCommon(item)),
    secrets: secrets.length > 0 ? secrets : shared,
    ids: seen.ids,
    domains: seen.domains.filter((item) => isOwn(item) || isCommon(item)),
  }
}

const isMicrosoft = ({ sightings, meanings }: Seen) =>
  sightings.some(({ field }) => field === 'microsoft_tenant') ||
  meanings.some(({ product }) => product?.provider === 'microsoft')

/** The domains of a set-up: those that it uses, and all that nobody uses. */
function domainsOf(seen: Seen, { findings }: PastedSetUp): Pick<PastedSetUp, 'domains'> {
  const used = findings.find(({ field }) => field === 'domains')?.value ?? []
  const addresses = findings.filter(({ field }) => field !== 'domains').map(({ value }) => value)
  // A host that is the issuer's is used, as that.
  const isIssuer = (domain: string) => addresses.some((value) => value.includes(domain))
  const domains = seen.domains
    .filter(({ value, unused }) =>
      unused === undefined
        ? used.includes(value)
        : unused !== 'identity-provider' || !isIssuer(value),
    )
    .map(({ at: _, ...item }) => item)
  return domains.length === 0 ? {} : { domains }
}

function setUp(seen: Seen, depthAt: (at: number) => number): PastedSetUp {
  const found = together(
    seen.sightings.map((item) => ({ ...item, isQuoted: depthAt(item.at) > 0 })),
    seen.meanings,
    secretOf(
      seen.secrets.map((item) => ({ ...item, isQuoted: depthAt(item.at) > 0 })),
      seen.ids,
      isMicrosoft(seen),
    ),
  )
  return { ...found, ...domainsOf(seen, found) }
}

/** Values that distinguish set-ups without names, in the order of the text. */
function tellingMarks(seen: Seen): { kind: string; key: string; at: number }[] {
  const labelled = seen.sightings
    .filter(
      ({ field, confidence, value }) =>
        confidence !== 'guess' &&
        (field === 'client_id' ||
          (field === 'raw_idp_metadata_xml' && String(value).startsWith('base64://'))),
    )
    .map(({ field, value, at }) => ({ kind: field, key: keyOf(value), at }))
  const secrets = seen.secrets
    .filter(({ confidence }) => confidence !== 'guess')
    .map(({ value, at }) => ({ kind: 'client_secret', key: value, at }))
  return [...labelled, ...secrets].toSorted((left, right) => left.at - right.at)
}

/**
 * Where set-ups begin in a text without names of environments: at the first value that a set-up cannot
 * have twice. Only if each has its own client ID and secret, or its own metadata; two client IDs alone
 * are alternatives for one field.
 */
function repeats(seen: Seen): number[] {
  const starts: number[] = []
  let current = new Map<string, string>()
  const all: Map<string, string>[] = []
  for (const { kind, key, at } of tellingMarks(seen)) {
    const known = current.get(kind)
    if (known === key) continue
    if (known !== undefined || all.length === 0) {
      current = new Map()
      all.push(current)
      starts.push(at)
    }
    current.set(kind, key)
  }
  const isEach = all.every(
    (marks) =>
      (marks.has('client_id') && marks.has('client_secret')) || marks.has('raw_idp_metadata_xml'),
  )
  return all.length > 1 && isEach ? starts : []
}

/** The line above a set-up that names it, skipping empty lines, and where the set-up begins. */
function headAbove(text: string, at: number, floor: number): { name?: string; start: number } {
  const begin = lineStart(text, at)
  let start = begin
  while (start > floor) {
    const before = lineStart(text, start - 1)
    const line = text.slice(before, start - 1).trim()
    start = before
    if (line === '') continue
    const name = line.replace(/^[\s#=*_•·>~–—-]+|[\s#=*_~:–—-]+$/g, '')
    const isName = name.length <= 60 && !/[=@•]|https?:|:\s|[.!?,]$/.test(line) && !isLabel(name)
    return isName && name !== '' && start >= floor ? { name, start } : { start: begin }
  }
  return { start: begin }
}

function unnamedBlocks(seen: Seen, page: Page): { blockAt: BlockAt; names: Map<string, string> } {
  const names = new Map<string, string>()
  let floor = 0
  const starts = repeats(seen).map((at, index) => {
    const { name, start } = headAbove(page.text, at, floor)
    floor = at
    names.set(`${index + 1}`, name ?? t('Set-up {number}', { number: index + 1 }))
    return index === 0 ? Math.min(start, at) : start
  })
  const blockAt: BlockAt = (at) => {
    const index = starts.findLastIndex((start) => start <= at)
    return index === -1 ? undefined : `${index + 1}`
  }
  return { blockAt, names }
}

const hasTelling = (seen: Seen, block: string, blockAt: BlockAt) =>
  seen.sightings.some(
    ({ field, at, confidence }) =>
      telling.has(field) && confidence !== 'guess' && blockAt(at) === block,
  ) || seen.secrets.some(({ at }) => blockAt(at) === block)

const titled = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

/**
 * Combines what was recognized: into one set-up or, where the text contains several, one each, so that
 * values of different set-ups are never mixed.
 */
export function byBlock(seen: Seen, page: Page, named: ReadonlyMap<string, string>): PastedDetails {
  const depthAt = (at: number) => page.lineAt(at).depth
  const environmentAt: BlockAt = (at) => page.lineAt(at).block
  const environments = new Set<string>()
  for (const { at } of [...seen.sightings, ...seen.secrets]) {
    const block = environmentAt(at)
    if (block !== undefined) environments.add(block)
  }
  const told = [...environments].filter((block) => hasTelling(seen, block, environmentAt))
  const found =
    told.length > 1 ? { blockAt: environmentAt, names: named } : unnamedBlocks(seen, page)
  const blocks = told.length > 1 ? told : [...found.names.keys()]
  if (blocks.length < 2) return setUp(seen, depthAt)
  const used = new Map<string, number>()
  return {
    findings: [],
    blocks: blocks.map((block): PastedBlock => {
      const name = titled(found.names.get(block) ?? block)
      const count = (used.get(name) ?? 0) + 1
      used.set(name, count)
      return {
        name: count === 1 ? name : `${name} (${count})`,
        ...setUp(seenIn(seen, block, found.blockAt), depthAt),
      }
    }),
  }
}
