import type { Edit } from '../../src/core/editing/edits'
import type { StoredCase } from '../../src/core/ipc/mapper-lab'
import type { MapperCase } from '../../src/core/mapper/cases/case'
import { contentHash, toMapperUrl } from '../../src/core/mapper/text'
import { textMember } from '../../src/core/model/json'
import { connectionsOf } from '../../src/core/model/connection'
import { value, type Bench } from './main-services'

export const hashOf = (text: string) => contentHash(new TextEncoder().encode(text))

/** A case that passes where a mapper takes over the address. */
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
  const snapshot = value(await bench.projects.read(projectId, {}))
  const entry = connectionsOf(snapshot).find((item) => item.key === key)?.entry ?? {}
  const mapperUrl = textMember(entry, 'mapper_url') ?? ''
  return value(await bench.projects.readMapper({ projectId, mapperUrl })).text
}

/** The edit that gives a connection another mapper. */
export const setMapper = (key: string, text: string): Edit => ({
  kind: 'set-field',
  target: { kind: 'connection', key },
  field: 'mapper_url',
  value: toMapperUrl(text),
})

export const namesOf = (cases: readonly StoredCase[]) =>
  cases.map((item) => ('case' in item ? item.case.name : `! ${item.id}`))
