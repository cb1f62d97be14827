import type { Environment } from '../model/project'
import type { ProjectId } from '../model/project-id'
import { likelyOrganizations } from './likely-organization'
import type { SetUp } from '../model/set-up'
import { signInWays } from './sign-in-ways'
import { whoWay, type WhoWay } from './who-row'

/** How people of addresses sign in to one project. */
export interface ProjectWays {
  /** Whether an organization takes an address or a domain. */
  readonly takes: (text: string) => boolean
  /** As plain data, with what is offered. */
  readonly wayOf: (text: string) => WhoWay
}

/** The set-up is walked once; each question is a few look-ups. */
export function projectWays(setUp: SetUp): ProjectWays {
  const find = signInWays(setUp)
  const likelyFor = likelyOrganizations(setUp.organizations)
  return {
    takes: (text) => !['no-organization', 'no-address'].includes(find(text).kind),
    wayOf: (text) => whoWay(find(text), likelyFor),
  }
}

/** A project that was read, with the ways in to it. */
export interface KnownWays {
  readonly projectId: ProjectId
  readonly project: string
  readonly environment: Environment
  readonly ways: ProjectWays
}

/** How people of an address sign in to one project. */
export type AddressInProject = Omit<KnownWays, 'ways'> & { readonly way: WhoWay }
export type WhoRow = AddressInProject & { readonly text: string }

/** An address in a project that claims it, or an unclaimed address. */
export type AddressLine =
  | ({ readonly kind: 'hit' } & WhoRow)
  | {
      readonly kind: 'miss'
      readonly text: string
      /** Absent for what is no address and no domain. */
      readonly domain?: string | undefined
      /** The first project with an organization that probably would need the domain. */
      readonly likely?: AddressInProject | undefined
    }

/** Where each address was found, before what is offered there is worked out. */
export interface AddressHits {
  readonly hits: readonly { readonly text: string; readonly in: KnownWays }[]
  readonly misses: readonly string[]
}

/** Looks up addresses in every project, with a pause to take after each. */
export function* findAddresses(
  texts: readonly string[],
  projects: readonly KnownWays[],
): Generator<void, AddressHits> {
  const hits: { text: string; in: KnownWays }[] = []
  const misses: string[] = []
  for (const text of texts) {
    const before = hits.length
    for (const project of projects) {
      if (project.ways.takes(text)) hits.push({ text, in: project })
    }
    if (hits.length === before) misses.push(text)
    yield
  }
  return { hits, misses }
}

const inProject = ({ ways, ...project }: KnownWays, text: string): AddressInProject => ({
  ...project,
  way: ways.wayOf(text),
})

function missOf(text: string, projects: readonly KnownWays[]): AddressLine {
  const found = projects.map((project) => inProject(project, text))
  const likely = found.find(({ way }) => way.likely !== undefined)
  return { kind: 'miss', text, domain: found[0]?.way.domain, likely }
}

/** Some of the rows of each address in each project, in the order of the addresses. */
export function whoRows(
  texts: readonly string[],
  projects: readonly KnownWays[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): WhoRow[] {
  const end = Math.min(texts.length * projects.length, offset + limit)
  return Array.from({ length: Math.max(0, end - offset) }, (_item, index) => {
    const at = offset + index
    const project = projects[at % projects.length]
    const text = texts[Math.floor(at / projects.length)] ?? ''
    return project ? [{ text, ...inProject(project, text) }] : []
  }).flat()
}

/** Some of the lines: hits first, then misses, each in the order of the addresses. */
export function addressLines(
  { hits, misses }: AddressHits,
  projects: readonly KnownWays[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): AddressLine[] {
  const lines = hits.slice(offset, offset + limit).map(({ text, in: project }): AddressLine => ({
    kind: 'hit',
    text,
    ...inProject(project, text),
  }))
  const from = Math.max(0, offset - hits.length)
  const missed = misses.slice(from, from + limit - lines.length)
  return [...lines, ...missed.map((text) => missOf(text, projects))]
}
