import { computed, ref, shallowRef } from 'vue'
import { connectionAt } from '../../../core/draft/entity-index'
import { entityLabel } from '../../../core/draft/working-copy'
import { textMember } from '../../../core/model/json'
import { usedCertificates } from '../../../core/saml/certificate-fate'
import { readMetadata } from '../../../core/saml/metadata'
import { metadataText, toMetadataValue } from '../../../core/saml/metadata-value'
import type { Recognition } from '../../../core/saml/recognise-certificate'
import {
  metadataWith,
  rolloverWays,
  type FoundCertificate,
  type RolloverWay,
} from '../../../core/saml/rollover'
import { useMetadata } from '../../composables/use-metadata'
import { useNow } from '../../composables/use-now'
import { useProject } from '../../project/use-project'
import { t } from '../../../core/language/translate'

const metadataField = 'raw_idp_metadata_xml'

/** A new signing certificate for the chosen SAML connection: what was given, what it does, and the step. */
export function useRollover() {
  const project = useProject()
  const now = useNow()
  const nowIso = computed(() => new Date(now.value).toISOString())
  const entity = computed(() => {
    const { kind, key } = project.place.selection
    const found = kind === 'connection' ? connectionAt(project.copy, key) : undefined
    return found?.protocol === 'saml' ? found : undefined
  })
  const label = computed(() =>
    entity.value ? entityLabel(entity.value.fields, entity.value.target) : '',
  )
  const value = computed(() => textMember(entity.value?.fields ?? {}, metadataField) ?? '')
  const metadata = useMetadata(() => ({
    key: entity.value?.target.key ?? '',
    value: value.value,
  }))
  const xml = computed(() => metadataText(value.value) ?? metadata.text.value)
  const reading = computed(() => (xml.value === undefined ? undefined : readMetadata(xml.value)))
  const old = computed(() =>
    reading.value?.ok ? usedCertificates(reading.value.metadata.certificates) : [],
  )

  const found = shallowRef<readonly FoundCertificate[]>([])
  const entityId = ref<string>()
  /** Fingerprint of the one that is meant, where several were found. */
  const chosen = ref('')
  const wish = ref<RolloverWay>('both')
  const problem = ref('')
  const hadPrivateKey = ref(false)

  const fresh = computed(() =>
    found.value.length === 1
      ? found.value[0]
      : found.value.find(({ fingerprintSha256 }) => fingerprintSha256 === chosen.value),
  )
  const ways = computed(() =>
    fresh.value ? rolloverWays(old.value, fresh.value, nowIso.value) : undefined,
  )
  const way = computed({
    get: () => {
      const offered = ways.value?.ok ? ways.value.ways : []
      return offered.includes(wish.value) ? wish.value : (offered[0] ?? 'both')
    },
    set: (next) => (wish.value = next),
  })
  const otherEntity = computed(() => {
    const own = reading.value?.ok ? reading.value.metadata.entityId : undefined
    return own !== undefined && entityId.value !== own ? entityId.value : undefined
  })
  const lock = computed(() => {
    if (!entity.value) return t('The connection is no longer there')
    if (entity.value.status === 'deleted') return t('The connection will be deleted')
    return entity.value.ambiguous
      ? t('Another connection has the same ID, so this one is read-only here')
      : undefined
  })
  const canApply = computed(() => !lock.value && ways.value?.ok === true && xml.value !== undefined)

  /** Takes what was given; what stood there before stays where it is of no use. */
  function take(given: Recognition): void {
    hadPrivateKey.value = given.hadPrivateKey
    problem.value = given.ok ? '' : given.message
    if (!given.ok) return
    found.value = given.certificates
    entityId.value = given.entityId
    chosen.value = ''
  }

  /** @returns whether the new metadata is in the draft, as one step */
  function apply(): boolean {
    const { value: to } = entity
    if (!to || !fresh.value || xml.value === undefined || !canApply.value) return false
    const made = metadataWith(xml.value, fresh.value, way.value)
    if (!made.ok) {
      problem.value = made.message
      return false
    }
    const name = label.value
    const [step, about] =
      way.value === 'both'
        ? [t('Second certificate of {name}', { name }), t('second certificate of {name}', { name })]
        : [t('New certificate of {name}', { name }), t('certificate of {name} replaced', { name })]
    project.draft.edit(
      {
        kind: 'set-field',
        target: to.target,
        field: metadataField,
        value: toMetadataValue(made.xml),
      },
      step,
      `certificate ${to.target.key} ${crypto.randomUUID()}`,
      about,
    )
    return true
  }

  return {
    entity,
    label,
    nowIso,
    metadata,
    xml,
    reading,
    old,
    lock,
    found,
    entityId,
    chosen,
    wish,
    problem,
    hadPrivateKey,
    fresh,
    ways,
    way,
    otherEntity,
    canApply,
    take,
    apply,
  }
}
