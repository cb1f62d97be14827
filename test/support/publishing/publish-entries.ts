import type { Edit } from '../../../src/core/draft/edits'
import { textMember, type JsonObject } from '../../../src/core/model/json'
import { connectionsOf } from '../../../src/core/model/connection'
import { oidcProviders } from '../../emulator'
import type { JsonObject as EmulatorObject } from '../../../src/emulator/state/json'
import { projectId } from './brightwater'
import { value, type Bench } from '../services/main-services'
import { fieldEdit } from '../states/field-edit'

/** A connection of the project, by its place among those that can be edited. */
export async function keyOf(bench: Bench, place: number, id: string = projectId): Promise<string> {
  const snapshot = value(await bench.projects.read(id as never, {}))
  const own = connectionsOf(snapshot).filter((item) => item.protocol === 'oidc' && !item.ambiguous)
  return own[place]?.key ?? ''
}

/** An edit of a connection's label. */
export const setLabel = (key: string, label: string): Edit =>
  fieldEdit({ kind: 'connection', key }, 'label', label)

/** The key of an OIDC entry. */
export const keyOfEntry = (entry: JsonObject) => `oidc:${textMember(entry, 'id')}`

/** The project's OIDC entries as the server keeps them, secrets included. */
export const entriesOf = ({ emulator }: Bench, id: string = projectId) => {
  const { services } = emulator.project(id) as { services: EmulatorObject }
  return oidcProviders({ services })
}

/** The label of a connection as the server has it. */
export const labelOf = (bench: Bench, key: string, id: string = projectId) =>
  entriesOf(bench, id).find((item) => keyOfEntry(item) === key)?.['label']
