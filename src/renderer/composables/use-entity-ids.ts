import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { textMember } from '../../core/model/json'
import { readMetadata } from '../../core/saml/metadata'
import { metadataForm } from '../../core/saml/metadata-value'
import { request } from '../bridge/request'
import { useProject } from '../project/use-project'

/** Maximum number of reads from Ory's storage. */
const mostReads = 60

/**
 * Entity IDs of SAML connections by key: known ones, then those in Ory's storage. Asks no identity provider.
 * @param wanted stops there
 */
export function useEntityIds(
  wanted: () => string | undefined,
): Ref<Readonly<Record<string, string>>> {
  const project = useProject()
  const found = shallowRef<Readonly<Record<string, string>>>({})
  let asked = 0

  async function readStored(question: number, entityId: string): Promise<void> {
    const { projectId } = project
    const unknown = project.copy.connections.filter(
      ({ protocol, status, fields, target }) =>
        protocol === 'saml' &&
        status !== 'deleted' &&
        found.value[target.key] === undefined &&
        metadataForm(textMember(fields, 'raw_idp_metadata_xml') ?? '') === 'stored',
    )
    for (const { target } of unknown.slice(0, mostReads)) {
      const result = await request('metadata.read', { projectId, connectionKey: target.key })
      if (question !== asked) return
      const reading = result.ok ? readMetadata(result.value.text) : undefined
      if (!reading?.ok) continue
      found.value = { ...found.value, [target.key]: reading.metadata.entityId }
      if (reading.metadata.entityId === entityId) return
    }
  }

  async function look(entityId: string | undefined): Promise<void> {
    asked += 1
    const question = asked
    if (entityId === undefined) return
    // Main reads the connections from the saved draft.
    await project.saving.flush()
    if (question !== asked) return
    const known = await request('metadata.issuers', { projectId: project.projectId })
    if (question !== asked) return
    if (known.ok) found.value = known.value
    if (!Object.values(found.value).includes(entityId)) await readStored(question, entityId)
  }

  watch(wanted, (entityId) => void look(entityId), { immediate: true })
  onScopeDispose(() => (asked += 1))
  return found
}
