import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
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
import { serverCallback } from '../../../core/links/connection-callback'
import { t } from '../../../core/language/translate'
import { domainVerifications } from '../../../core/sign-in-ways/domain-verification'
import { organizationAt } from '../../../core/draft/entity-index'
import { textMember } from '../../../core/model/json'
import { readMetadata } from '../../../core/saml/metadata'
import { metadataText } from '../../../core/saml/metadata-value'
import { attributesRead } from '../../../core/mapper/lint/attributes-read'
import { keyOfTarget, mapperOwners, ownerKey } from '../../../core/mapper/owners/owners'
import { useMetadata } from '../../composables/use-metadata'
import { readStoredTexts } from '../../composables/stored-texts'
import { loadGuides } from './load-guides'
import { useAppStore } from '../../stores/app'
import { useProject } from '../../project/use-project'

/** @param given `ownerKey`: absent for the selected entity; `replaced`: the address that a publish replaced */
export function useSheet(given: {
  readonly ownerKey?: string | undefined
  readonly replaced?: string | undefined
}) {
  const app = useAppStore()
  const project = useProject()
  const guides = shallowRef<readonly Guide[]>()
  const loadError = shallowRef<AppError>()
  const picked = ref<string>()
  // The sheet stays with what it was opened for when the selection changes.
  const { selection } = project.place
  const isOwner = selection.kind === 'connection' || selection.kind === 'scim-client'
  const key = given.ownerKey ?? (isOwner ? keyOfTarget(selection) : undefined)
  const owner = computed(() => mapperOwners(project.copy).find((each) => ownerKey(each) === key))

  async function load(): Promise<void> {
    loadError.value = undefined
    const result = await loadGuides()
    if (result.ok) guides.value = result.value
    else loadError.value = result.error
  }

  const fitting = computed(() => {
    const { value } = owner
    if (!value || !guides.value) return []
    const hints = guideHints(value.protocol, value.fields)
    if (value.protocol !== 'scim') return guidesFor(guides.value, hints)
    // People are provisioned from where they sign in, mostly.
    const organization = textMember(value.fields, 'organization_id')
    const beside = project.copy.connections.filter(
      ({ fields }) => textMember(fields, 'organization_id') === organization,
    )
    const around = beside.map(({ protocol, fields }) => guideHints(protocol, fields))
    return guidesFor(guides.value, hints, around)
  })
  const guide = computed(
    () => fitting.value.find(({ id }) => id === picked.value) ?? fitting.value[0],
  )
  const metadata = useMetadata(() => ({
    key: owner.value?.target.key ?? '',
    value: textMember(owner.value?.fields ?? {}, 'raw_idp_metadata_xml') ?? '',
  }))
  /** Metadata of the identity provider, where it is known: in the value itself or in Ory’s storage. */
  const received = computed(() => {
    const { value } = owner
    if (value?.protocol !== 'saml') return undefined
    const inline = metadataText(textMember(value.fields, 'raw_idp_metadata_xml') ?? '')
    const xml = inline ?? metadata.text.value
    const reading = xml === undefined ? undefined : readMetadata(xml)
    return reading?.ok ? reading.metadata : undefined
  })
  /** Attributes that the mapper of a SCIM client reads; `null` where its text cannot be read, absent until it is. */
  const reads = shallowRef<readonly string[] | null>()
  const ending = new AbortController()
  onScopeDispose(() => ending.abort())
  watch(
    () => owner.value?.protocol === 'scim' && (textMember(owner.value.fields, 'mapper_url') ?? ''),
    async (after) => {
      reads.value = undefined
      if (after === false) return
      const text = { name: '', what: 'new', kind: 'mapper', before: undefined, after } as const
      const read = await readStoredTexts(project.projectId, text, ending.signal)
      const known = read.after && 'text' in read.after ? attributesRead(read.after.text) : null
      const isLate = owner.value && textMember(owner.value.fields, 'mapper_url') !== after
      if (!isLate) reads.value = known
    },
    { immediate: true },
  )
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
    const { value } = owner
    if (!value?.server || !project.snapshot || value.protocol === 'scim') return undefined
    const callback = serverCallback(project.snapshot, value.protocol, value.server)
    return callback.kind === 'known' ? callback.url : undefined
  })
  /** The sheet in its language, as it is shown and as text; absent until all that it takes is read. */
  const made = computed(() => {
    const { value } = owner
    const [own, snapshot, facts] = [guide.value, project.snapshot, received.value]
    const catalogue = texts.value[language.value]
    if (!value || !own || !snapshot || !catalogue) return undefined
    const { protocol, fields, server } = value
    if (protocol === 'scim' && reads.value === undefined) return undefined
    return speaking(language.value, catalogue, () => {
      const organization = organizationAt(project.copy, textMember(fields, 'organization_id') ?? '')
      const values = handoverValues(snapshot, project.copy, { protocol, fields, server })
      const sheet = buildSheet(own, protocol, values, {
        received: facts,
        replaced: replaced.value,
        reads: reads.value ?? undefined,
        verifications: organization && domainVerifications(organization.fields),
      })
      return { sheet, text: sheetAsText(sheet), markdown: sheetAsMarkdown(sheet) }
    })
  })
  const choices = computed(() =>
    fitting.value.map(({ id, name }, index) => ({
      value: id,
      label: name,
      ...(index === 0 ? { detail: t('fits best') } : {}),
    })),
  )
  return { owner, guide, choices, made, language, loadError, picked, load }
}
