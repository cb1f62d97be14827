import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Edit } from '../../../src/core/draft/edits'
import { rebase } from '../../../src/core/draft/rebase'
import type { StoredCase } from '../../../src/core/ipc/mapper-editor'
import type { MapperCase } from '../../../src/core/mapper/cases/case'
import { contentHash, toMapperUrl } from '../../../src/core/model/mapper-text'
import { textMember } from '../../../src/core/model/json'
import { connectionsOf } from '../../../src/core/model/connection'
import { demoIds } from '../../emulator'
import { projectFileName } from '../../../src/core/model/project-id'
import { draftOf, outcomeOf, value, type Bench } from '../services/main-services'
import { agreeingTo } from '../publishing/agreeing'
import { fieldEdit } from '../states/field-edit'

export const hashOf = (text: string) => contentHash(new TextEncoder().encode(text))

/** A case that passes for a mapper that copies the address. */
export function caseNamed(name: string, more: Partial<MapperCase> = {}): MapperCase {
  return {
    name,
    mapper: { file: 'mapper.jsonnet' },
    mode: 'exact',
    claims: { iss: 'https://idp.example', sub: 's', email: 'ann@customer.example' },
    expect: { partial: { identity: { traits: { email: 'ann@customer.example' } } } },
    ...more,
  }
}

/** The text of the mapper that a connection has on the server. */
export async function serverText(bench: Bench, projectId: string, key: string): Promise<string> {
  const snapshot = value(await bench.projects.read(projectId as never, {}))
  const entry = connectionsOf(snapshot).find((item) => item.key === key)?.entry ?? {}
  const mapperUrl = textMember(entry, 'mapper_url') ?? ''
  return value(await bench.projects.readMapper({ projectId: projectId as never, mapperUrl })).text
}

/** The edit that sets a connection's mapper. */
export const setMapper = (key: string, text: string): Edit =>
  fieldEdit({ kind: 'connection', key }, 'mapper_url', toMapperUrl(text))

export const namesOf = (cases: readonly StoredCase[]) =>
  cases.map((item) => ('case' in item ? item.case.name : `! ${item.id}`))

/** Another writer sets the mapper of an OIDC connection. */
export function changeMapper(bench: Bench, projectId: string, key: string, text: string): void {
  bench.emulator.edit((state: any) => {
    const project = state.projects.find((item: any) => item.id === projectId)
    const { providers } = project.services.identity.config.selfservice.methods.oidc.config
    const entry = providers.find((item: any) => item.id === key.slice('oidc:'.length))
    entry.mapper_url = toMapperUrl(text)
  })
}

/** What the window does when it opens a project: reads it, rebases the draft and saves it. */
export async function openWindow(bench: Bench, projectId: string): Promise<void> {
  const before = value(await bench.files.snapshots.read(projectId as never))
  const now = value(await bench.projects.read(projectId as never, {}))
  const draft = value(await bench.files.drafts.read(projectId as never))
  if (!before || !draft) return
  value(await bench.saveDraft(rebase(draft, before, now, '2026-11-25T12:00:00Z')))
}

/** Northwind Staging, with two of its connections that have the same mapper. */
export const staging = {
  projectId: demoIds.northwindStaging,
  key: 'oidc:meadowlark-okta',
  sibling: 'oidc:foxglove-okta',
} as const

const draftCases = ({ folder, id }: Pick<Bench, 'folder' | 'id'>) =>
  join(folder, 'cases', 'working', projectFileName(id(staging.projectId)))

/** Names of the folders that hold cases of texts which a draft gave to connections of Northwind Staging. */
export const draftCaseFolders = (bench: Pick<Bench, 'folder' | 'id'>): Promise<string[]> =>
  // There is no such folder before the first case.
  readdir(draftCases(bench)).catch(() => [])

/** Where the one of these folders is. */
export async function onlyCaseFolder(bench: Pick<Bench, 'folder' | 'id'>): Promise<string> {
  const names = await draftCaseFolders(bench)
  if (names.length !== 1) throw new Error(`One folder of cases was expected: ${names.join(', ')}`)
  return join(draftCases(bench), names[0] ?? '')
}

/** Publishes edits of Northwind Staging. @param excluded ids of changes that are left out */
export async function publishEdits(
  bench: Bench,
  edits: readonly Edit[],
  excluded: readonly string[] = [],
) {
  const { projectId } = staging
  const { shown, snapshot, draft } = await draftOf(bench, projectId, edits)
  const input = { projectId, excluded: [...excluded], shown, ...agreeingTo(snapshot, draft) }
  return outcomeOf(await bench.publishing.publish(input), 'published')
}

/** Requests about the cases of one connection; each can be asked about another one, too. */
export function casesAt(projectId: string, key: string) {
  const at = (text: string, connectionKey = key, project = projectId) => ({
    projectId: project,
    connectionKey,
    text,
  })
  return {
    at,
    save: async (bench: Bench, text: string, name: string, connectionKey = key) =>
      value(await bench.cases.save({ ...at(text, connectionKey), case: caseNamed(name) } as never)),
    list: async (bench: Bench, text: string, connectionKey = key, project = projectId) =>
      namesOf(value(await bench.cases.list(at(text, connectionKey, project) as never)).cases),
  }
}
