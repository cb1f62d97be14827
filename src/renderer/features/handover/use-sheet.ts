import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import { guideHints, guidesFor } from '../../../core/handover/choose-guide'
import type { Guide } from '../../../core/handover/guide'
import { buildSheet } from '../../../core/handover/sheet'
import { handoverValues } from '../../../core/handover/values'
import { t } from '../../../core/language/translate'
import { textMember } from '../../../core/model/json'
import { readMetadata } from '../../../core/saml/metadata'
import { metadataText } from '../../../core/saml/metadata-value'
import { useMetadata } from '../../composables/use-metadata'
import { loadGuides } from './load-guides'
import { useProject } from '../../project/use-project'

/**
 * The hand-over sheet of a connection, by the best guide or the one that was picked.
 *
 * @param connectionKey without it, the chosen connection
 */
export function useSheet(connectionKey?: string) {
  const project = useProject()
  const guides = shallowRef<readonly Guide[]>()
  const loadError = shallowRef<AppError>()
  const picked = ref<string>()
  // The sheet stays with the connection it was opened for when the selection changes.
  const { selection } = project.place
  const key = connectionKey ?? (selection.kind === 'connection' ? selection.key : undefined)
  const connection = computed(() =>
    project.copy.connections.find(({ target }) => target.key === key),
  )

  async function load(): Promise<void> {
    loadError.value = undefined
    const result = await loadGuides()
    if (result.ok) guides.value = result.value
    else loadError.value = result.error
  }

  const fitting = computed(() => {
    const { value } = connection
    if (!value || !guides.value) return []
    return guidesFor(guides.value, guideHints(value.protocol, value.fields))
  })
  const guide = computed(
    () => fitting.value.find(({ id }) => id === picked.value) ?? fitting.value[0],
  )
  const metadata = useMetadata(() => ({
    key: connection.value?.target.key ?? '',
    value: textMember(connection.value?.fields ?? {}, 'raw_idp_metadata_xml') ?? '',
  }))
  /** Metadata of the identity provider, where it is known: in the value itself or in Ory’s storage. */
  const received = computed(() => {
    const { value } = connection
    if (value?.protocol !== 'saml') return undefined
    const inline = metadataText(textMember(value.fields, 'raw_idp_metadata_xml') ?? '')
    const xml = inline ?? metadata.text.value
    const reading = xml === undefined ? undefined : readMetadata(xml)
    return reading?.ok ? reading.metadata : undefined
  })
  const sheet = computed(() => {
    const { value } = connection
    if (!value || !guide.value || !project.snapshot) return undefined
    const { protocol, fields } = value
    const values = handoverValues(project.snapshot, project.copy, { protocol, fields })
    return buildSheet(guide.value, protocol, values, received.value)
  })
  /** The guides by name, with a word beside the one that fits best. */
  const choices = computed(() =>
    fitting.value.map(({ id, name }, index) => ({
      value: id,
      label: name,
      ...(index === 0 ? { detail: t('fits best') } : {}),
    })),
  )
  return { connection, guide, choices, sheet, loadError, picked, load }
}
