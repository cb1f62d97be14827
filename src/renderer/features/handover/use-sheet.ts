import { computed, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import { guideHints, guidesFor } from '../../../core/handover/choose-guide'
import type { Guide } from '../../../core/handover/guide'
import { buildSheet } from '../../../core/handover/sheet'
import { sheetAsMarkdown, sheetAsText } from '../../../core/handover/sheet-text'
import { handoverValues } from '../../../core/handover/values'
import { textsOf } from '../../../core/language/load-language'
import {
  currentLanguage,
  currentTexts,
  speaking,
  type Catalogue,
  type Language,
} from '../../../core/language/locale'
import { callbackOf } from '../../../core/links/connection-callback'
import { t } from '../../../core/language/translate'
import { textMember } from '../../../core/model/json'
import { readMetadata } from '../../../core/saml/metadata'
import { metadataText } from '../../../core/saml/metadata-value'
import { useMetadata } from '../../composables/use-metadata'
import { loadGuides } from './load-guides'
import { useAppStore } from '../../stores/app'
import { useProject } from '../../project/use-project'

/**
 * The hand-over sheet of a connection, by the best guide or the one that was picked.
 *
 * @param given `connectionKey`: without it, the chosen connection; `replaced`: as in the place of the dialog
 */
export function useSheet(given: {
  readonly connectionKey?: string | undefined
  readonly replaced?: string | undefined
}) {
  const app = useAppStore()
  const project = useProject()
  const guides = shallowRef<readonly Guide[]>()
  const loadError = shallowRef<AppError>()
  const picked = ref<string>()
  // The sheet stays with the connection it was opened for when the selection changes.
  const { selection } = project.place
  const key = given.connectionKey ?? (selection.kind === 'connection' ? selection.key : undefined)
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
  const language = computed(() => app.settings.sheetLanguage ?? currentLanguage())
  /** Texts of the languages that a sheet was asked for in, beside the app's own. */
  const texts = shallowRef<Partial<Record<Language, Catalogue>>>({
    [currentLanguage()]: currentTexts(),
  })
  watch(
    language,
    async (wanted) => {
      if (texts.value[wanted]) return
      const read = await textsOf(wanted)
      texts.value = { ...texts.value, [wanted]: read }
    },
    { immediate: true },
  )
  /** The address at the server, where the draft gives it another one. */
  const replaced = computed(() => {
    if (given.replaced !== undefined) return given.replaced
    const { value } = connection
    if (!value?.server || !project.snapshot) return undefined
    const callback = callbackOf(project.snapshot, value.protocol, value.server)
    return callback.kind === 'known' ? callback.url : undefined
  })
  /** The sheet in its language, as it is shown and as text; absent until all that it takes is read. */
  const made = computed(() => {
    const { value } = connection
    const [own, snapshot, facts] = [guide.value, project.snapshot, received.value]
    const catalogue = texts.value[language.value]
    if (!value || !own || !snapshot || !catalogue) return undefined
    const { protocol, fields } = value
    return speaking(language.value, catalogue, () => {
      const values = handoverValues(snapshot, project.copy, { protocol, fields })
      const sheet = buildSheet(own, protocol, values, {
        received: facts,
        replaced: replaced.value,
      })
      return { sheet, text: sheetAsText(sheet), markdown: sheetAsMarkdown(sheet) }
    })
  })
  /** The guides by name, with a word beside the one that fits best. */
  const choices = computed(() =>
    fitting.value.map(({ id, name }, index) => ({
      value: id,
      label: name,
      ...(index === 0 ? { detail: t('fits best') } : {}),
    })),
  )
  return { connection, guide, choices, made, language, loadError, picked, load }
}
