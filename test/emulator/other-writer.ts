import { randomUUID } from 'node:crypto'
import { toStoredAddress, type Content } from '../../src/emulator/state/content'
import { ApiError } from '../../src/emulator/state/errors'
import { clone, textOf, type JsonObject } from '../../src/emulator/state/json'
import { providersIn } from '../../src/emulator/state/project-document'
import type { EmulatorState, StoredProject } from '../../src/emulator/state/types'
import type { World } from '../../src/emulator/state/world'

/** Another writer: changed projects get a new revision; `base64://` texts are stored. Nothing is checked. */
export function edit(world: World, change: (state: EmulatorState) => void): void {
  const draft = clone(world.state)
  change(draft)
  for (const item of draft.projects) {
    storeTexts(item, draft.content)
    const before = world.state.projects.find((other) => other.id === item.id)
    const moved = before && JSON.stringify(before) !== JSON.stringify(item)
    if (moved && before.revision_id === item.revision_id) item.revision_id = randomUUID()
  }
  Object.assign(world.state, draft)
  world.changed()
}

/** Stores texts where possible, without checks. */
function storeTexts(project: StoredProject, content: Content): void {
  for (const client of project.scim_clients ?? []) storeMember(client, 'mapper_url', content)
  for (const method of ['oidc', 'saml'] as const) {
    for (const entry of providersIn(project.services, method)) {
      delete entry['valid_to']
      for (const name of ['mapper_url', 'raw_idp_metadata_xml']) {
        storeMember(entry, name, content)
      }
    }
  }
}

function storeMember(entry: JsonObject, name: string, content: Content): void {
  const address = entry[name]
  if (typeof address !== 'string' || address.startsWith('stored://')) return
  try {
    const kind = name === 'mapper_url' ? 'jsonnet' : 'xml'
    entry[name] = toStoredAddress(content, address, kind, name)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}

/** Changes the label of the project's first organization, and its revision. */
export function renameAnOrganization(
  projectId: string | undefined,
): (state: EmulatorState) => void {
  return ({ projects }) => {
    const project = projects.find((item) => item.id === projectId) ?? projects[0]
    if (!project) return
    const [first] = project.organizations
    if (first) first['label'] = `${textOf(first['label'])} (renamed elsewhere)`
    project.revision_id = randomUUID()
  }
}
