import { computed, ref, shallowRef, watch } from 'vue'
import { textMember, type JsonObject, type JsonValue } from '../../../core/model/json'
import { entityIdOf, ownerOf, type PastedFacts } from '../../../core/paste/organization'
import type { PastedRead } from '../../../core/paste/read'
import { useEntityIds } from '../../composables/use-entity-ids'
import { useProject } from '../../project/use-project'
import type { useNewOrganization } from './use-new-organization'
import { t } from '../../../core/language/translate'

/** Who signs in with a connection: people of a new or a known organization, or everybody. */
export type OwnerKind = 'new' | 'known' | 'everybody'

export interface OwnerLeft {
  readonly read?: PastedRead
  readonly facts: PastedFacts
  readonly kind?: OwnerKind
  readonly name: string
  readonly key: string
  readonly wanted: readonly string[]
}

export interface PastedText {
  readonly fields: JsonObject
  readonly domains: readonly string[]
  readonly read: PastedRead
}

export interface OwnChoice {
  readonly kind: OwnerKind
  readonly key?: string
  readonly name?: string
}

const noFacts: PastedFacts = { domains: [], fields: {} }

/**
 * Determines whom a pasted set-up is for: by its domains or identity provider, else by the person's answer; never
 * by the current selection.
 * @param set puts a value into the form
 */
export function usePastedOwner(
  organization: ReturnType<typeof useNewOrganization>,
  set: (field: string, value: JsonValue | undefined) => void,
) {
  const project = useProject()
  const read = shallowRef<PastedRead>()
  const facts = shallowRef(noFacts)
  const kind = ref<OwnerKind>()
  const name = ref('')
  const key = ref('')
  const wanted = ref<string[]>([])

  const asks = computed(() => read.value !== undefined)
  const entityId = computed(() =>
    entityIdOf(textMember(facts.value.fields, 'raw_idp_metadata_xml')),
  )
  const entityIds = useEntityIds(() => entityId.value)
  const owner = computed(() => ownerOf(facts.value, project.copy, entityIds.value))
  const said = computed(() => (owner.value.signs.length === 1 ? owner.value.signs[0] : undefined))
  /** Why nobody's organization is chosen, where the text names those of several. */
  const contradiction = computed(() =>
    owner.value.signs.length > 1
      ? t('The text speaks of several organizations: {reasons}', {
          reasons: owner.value.signs.map(({ because }) => because).join('; '),
        })
      : undefined,
  )
  const hindrance = computed(() => {
    if (!asks.value) return undefined
    if (kind.value === undefined) return t('Choose who signs in with it')
    if (kind.value === 'new' && name.value.trim() === '') return t('Name the new organization')
    return kind.value === 'known' && key.value === '' ? t('Choose the organization') : undefined
  })

  function apply(): void {
    if (kind.value === 'new') set('organization_id', organization.make(name.value))
    else set('organization_id', (kind.value === 'known' && key.value) || undefined)
    organization.take(wanted.value)
  }

  function choose(next: OwnerKind): void {
    kind.value = next
    if (next === 'known' && key.value === '') key.value = owner.value.sameName ?? ''
    apply()
  }

  function chooseKnown(next: string): void {
    key.value = next
    apply()
  }

  function rename(next: string): void {
    name.value = next
    organization.rename(next)
  }

  function setDomains(domains: string[]): void {
    organization.domains.value = domains
    const before = new Set(wanted.value)
    const isOwn = (domain: string) => before.has(domain) && organization.has(domain)
    wanted.value = [...wanted.value.filter(isOwn), ...domains]
  }

  function useDomain(domain: string): void {
    if (!wanted.value.includes(domain)) wanted.value = [...wanted.value, domain]
    organization.take(wanted.value)
  }

  /** A further text without domains completes the one before: a secret that came by itself. */
  function taken({ fields, domains, read: found }: PastedText): void {
    const { value: before } = read
    const isFurther = before !== undefined && domains.length === 0
    const names = new Set(found.used.map((line) => line.name))
    facts.value = {
      domains: isFurther ? facts.value.domains : domains,
      fields: isFurther ? { ...facts.value.fields, ...fields } : fields,
      organization: found.organization ?? (isFurther ? facts.value.organization : undefined),
    }
    read.value = isFurther
      ? {
          ...before,
          ...found,
          used: [...before.used.filter((line) => !names.has(line.name)), ...found.used],
          unused: [...before.unused, ...found.unused],
          domains: [...before.domains, ...found.domains],
        }
      : found
    if (!isFurther) wanted.value = [...domains]
  }

  /** @param own what the person chose in the form before; a text with domains asks again */
  function begin(pasted: PastedText, own: OwnChoice | undefined): void {
    taken(pasted)
    const { signs, label } = owner.value
    const kept = signs.length === 0 && pasted.domains.length === 0 ? own : undefined
    name.value = kept?.name ?? label
    key.value = said.value?.key ?? kept?.key ?? ''
    kind.value = said.value ? 'known' : kept?.kind
    apply()
  }

  // The entity ID of stored metadata is known a moment later; what was chosen meanwhile stays.
  watch(said, (sign) => {
    if (!asks.value || !sign || kind.value !== undefined) return
    kind.value = 'known'
    chooseKnown(sign.key)
  })

  return {
    read,
    asks,
    kind,
    name,
    key,
    wanted,
    owner,
    said,
    contradiction,
    hindrance,
    choose,
    chooseKnown,
    rename,
    setDomains,
    useDomain,
    begin,
    left: (): OwnerLeft => ({
      ...(read.value ? { read: read.value } : {}),
      facts: facts.value,
      ...(kind.value ? { kind: kind.value } : {}),
      name: name.value,
      key: key.value,
      wanted: [...wanted.value],
    }),
    restore(left: OwnerLeft): void {
      read.value = left.read
      facts.value = left.facts
      kind.value = left.kind
      name.value = left.name
      key.value = left.key
      wanted.value = [...left.wanted]
    },
  }
}
