import { utf8ToBytes } from '@noble/hashes/utils.js'
import { firstMemory, type PairMemory } from '../../../src/core/compare/memory'
import { setUpOf } from '../../../src/core/draft/set-up-of'
import type { MapperCase } from '../../../src/core/mapper/cases/case'
import type { JsonObject } from '../../../src/core/model/json'
import { contentHash, toMapperUrl } from '../../../src/core/model/mapper-text'
import type { Snapshot } from '../../../src/core/model/snapshot'
import { makeSetUpFile } from '../../../src/core/set-up-file/write'
import { firstFiles, layOut } from '../../../src/core/team-folder/lay-out'
import type { TeamPublish } from '../../../src/core/team-folder/publish-file'
import { readTeamFolder } from '../../../src/core/team-folder/read-folder'
import type { TeamNotes, TeamFolder, TeamState } from '../../../src/core/team-folder/team'
import { snapshotOf } from './snapshots'

export const hashOf = (text: string) => contentHash(utf8ToBytes(text))

/** A mapper that the rules find nothing in. */
export const safeMapper =
  "local claims = { email_verified: false } + std.extVar('claims');\n{ identity: { traits: { [if 'email' in claims && claims.email_verified then 'email' else null]: claims.email } } }\n"
export const otherMapper = safeMapper.replace('identity:', '  identity:')

export const savedCase = (name: string, more: Partial<MapperCase> = {}): MapperCase => ({
  name,
  mapper: { file: 'mapper.jsonnet' },
  mode: 'exact',
  claims: { email: 'ada@pebble.example', email_verified: true },
  expect: { partial: { identity: { traits: { email: 'ada@pebble.example' } } } },
  ...more,
})

export const said: TeamNotes = {
  name: 'Pebble',
  notes: 'First line\nsecond line',
  cases: [{ id: 'ada.case.json', case: savedCase('Ada') }],
}

export const pairMemory: PairMemory = {
  ...firstMemory(false),
  matched: [{ kind: 'connection', left: 'oidc:a', right: 'oidc:a' }],
  forward: [{ what: 'issuer', from: 'stage.example', to: 'live.example' }],
}

export const publish: TeamPublish = {
  at: '2026-11-26T09:30:00.000Z',
  by: 'Kim Weber',
  summary: 'Pebble goes live',
  ticket: 'CHG-4711',
}

/** A snapshot of a project with a slug of its own. */
export function projectAt(slug: string, parts: Parameters<typeof snapshotOf>[0]): Snapshot {
  const snapshot = snapshotOf(parts)
  return { ...snapshot, summary: { ...snapshot.summary, slug, name: `Project ${slug}` } }
}

export const organization: JsonObject = { id: 'o', label: 'Pebble', domains: ['pebble.example'] }
export const withMapper = (id: string, mapper: string, more: JsonObject = {}): JsonObject => ({
  id,
  provider: 'generic',
  label: `Label of ${id}`,
  client_id: `client-${id}`,
  issuer_url: `https://${id}.example`,
  scope: ['openid'],
  organization_id: 'o',
  mapper_url: toMapperUrl(mapper),
  ...more,
})

export const fileOf = (snapshot: Snapshot) => makeSetUpFile(setUpOf(snapshot), new Map()).file

export function stateOf(
  snapshots: readonly Snapshot[],
  more: Partial<Omit<TeamState, 'projects'>> = {},
): TeamState {
  const projects = new Map(snapshots.map((item) => [item.summary.slug, fileOf(item)]))
  return { projects, published: new Map(), pairs: new Map(), mappers: new Map(), ...more }
}

/** Two projects that share a mapper, with a pair and what is said of the mapper. */
export const sampleState = (): TeamState =>
  stateOf(
    [
      projectAt('live', { organizations: [organization], oidc: [withMapper('a', safeMapper)] }),
      projectAt('stage', { organizations: [organization], oidc: [withMapper('a', safeMapper)] }),
    ],
    {
      published: new Map([['live', publish]]),
      pairs: new Map([['live--stage', pairMemory]]),
      mappers: new Map([[hashOf(safeMapper), said]]),
    },
  )

export const emptyFolder: TeamFolder = {
  projects: new Map(),
  published: new Map(),
  pairs: new Map(),
  mappers: new Map(),
  problems: [],
}

/** All files of a state in a folder, by path. */
export function filesFor(state: TeamState, folder: TeamFolder = emptyFolder): Map<string, string> {
  const { items } = layOut(state, folder)
  return new Map([...firstFiles, ...[...items.values()].flatMap((files) => [...files])])
}

export const readFiles = (files: ReadonlyMap<string, string>) =>
  readTeamFolder({ files, problems: [] })

export const hashesOf = (files: ReadonlyMap<string, string>) =>
  new Map([...files].map(([path, text]) => [path, hashOf(text)]))
