import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { ssoMetadataOf } from '../../../../../core/mapper/lint/sso-metadata'
import { inlineMapperBytes } from '../../../../../core/model/mapper-text'
import { textMember } from '../../../../../core/model/json'
import type { SsoMetadata } from '../../../../../core/mapper/lint/rule'
import { entityLabel } from '../../../../../core/draft/working-copy'
import { request } from '../../../../bridge/request'
import { useProject } from '../../../../project/use-project'

/**
 * Metadata that the connections of an organization write. A mapper that cannot be read counts as one that writes none.
 *
 * @param organizationId absent where there is nothing to look for
 */
export function useSsoMetadata(organizationId: () => string | undefined) {
  const project = useProject()
  const found = shallowRef<readonly SsoMetadata[]>([])
  /** As text, so that other edits of the draft read nothing again. */
  const mappers = computed(() => {
    const id = organizationId()
    const own = project.copy.connections.filter(
      ({ status, fields }) =>
        id !== undefined && status !== 'deleted' && textMember(fields, 'organization_id') === id,
    )
    return JSON.stringify(
      own.map(({ fields, target }) => [
        entityLabel(fields, target),
        textMember(fields, 'mapper_url') ?? '',
      ]),
    )
  })
  let reading: AbortController | undefined
  onScopeDispose(() => reading?.abort())

  watch(
    mappers,
    async (list) => {
      reading?.abort()
      reading = new AbortController()
      const { signal } = reading
      // It is the list above.
      const pairs = JSON.parse(list) as [label: string, mapperUrl: string][]
      const read = await Promise.all(
        pairs.map(async ([label, mapperUrl]) =>
          ssoMetadataOf(label, await textAt(mapperUrl, signal)),
        ),
      )
      if (!signal.aborted) found.value = read.flat()
    },
    { immediate: true },
  )

  async function textAt(mapperUrl: string, signal: AbortSignal): Promise<string> {
    const inline = inlineMapperBytes(mapperUrl)
    if (inline) return new TextDecoder().decode(inline)
    if (mapperUrl === '') return ''
    const { projectId } = project
    const result = await request('mapper.read', { projectId, mapperUrl }, { signal })
    return result.ok ? result.value.text : ''
  }

  return found
}
