import { computed, ref, shallowRef } from 'vue'
import { suggestTemplate } from '../../../../../core/mapper/template/suggest-template'
import type { MapperTemplate } from '../../../../../core/mapper/template/template'
import { writeTemplate } from '../../../../../core/mapper/template/write-template'
import type { JsonObject } from '../../../../../core/model/json'
import { faultsOf, isTakenOver, mappingOf, newRow, rowsOf, type FormRow } from './form-rows'
import type { ShownTrait } from './schema-facts'

/** The two lists of lines that a template has. */
export type FormPart = 'traits' | 'metadata'

export interface TemplateSituation {
  readonly kind: string
  readonly schema?: JsonObject
  readonly domains: readonly string[]
}

/** State of a template form and the mapper it makes. */
export function useTemplateForm(
  situation: () => TemplateSituation,
  shown: () => readonly ShownTrait[],
) {
  const rows = {
    traits: shallowRef<readonly FormRow[]>([]),
    metadata: shallowRef<readonly FormRow[]>([]),
  }
  const verifiedAddresses = ref(false)
  const refusesOthers = ref(false)
  const domains = ref<readonly string[]>([])
  /** The form before a suggestion replaced it, until the next edit. */
  const before = shallowRef<MapperTemplate>()

  function fill(template: MapperTemplate): void {
    rows.traits.value = rowsOf(template.traits, shown())
    rows.metadata.value = rowsOf(template.metadataPublic)
    verifiedAddresses.value = template.verifiedAddresses
    refusesOthers.value = template.domains !== undefined
    domains.value = template.domains ?? situation().domains
    before.value = undefined
  }

  function begin(claims: JsonObject): void {
    fill(suggestion(claims))
  }

  function suggestion(claims: JsonObject): MapperTemplate {
    const { kind, schema } = situation()
    return suggestTemplate({ kind, claims, ...(schema ? { schema } : {}) })
  }

  /** Suggests all traits of the schema again; keeps metadata and address rules. */
  function suggest(claims: JsonObject): void {
    const old = template.value
    fill({ ...old, traits: suggestion(claims).traits })
    before.value = old
  }

  function takeBack(): void {
    if (before.value) fill(before.value)
  }

  function change(part: FormPart, row: FormRow): void {
    rows[part].value = rows[part].value.map((each) => (each.id === row.id ? row : each))
    before.value = undefined
  }

  function add(part: FormPart): number {
    const row = newRow()
    rows[part].value = [...rows[part].value, row]
    before.value = undefined
    return row.id
  }

  function remove(part: FormPart, id: number): void {
    rows[part].value = rows[part].value.filter((row) => row.id !== id)
    before.value = undefined
  }

  const template = computed<MapperTemplate>(() => ({
    traits: mappingsOf(rows.traits.value),
    metadataPublic: mappingsOf(rows.metadata.value),
    verifiedAddresses: verifiedAddresses.value,
    ...(refusesOthers.value && domains.value.length > 0 ? { domains: domains.value } : {}),
  }))
  const text = computed(() => writeTemplate(template.value))
  /** Complete content: equal for forms that look the same. */
  const content = computed(() =>
    JSON.stringify([
      contentOf(rows.traits.value),
      contentOf(rows.metadata.value),
      verifiedAddresses.value,
      refusesOthers.value,
      domains.value,
    ]),
  )
  const faults = computed(() => ({
    traits: faultsOf(rows.traits.value),
    metadata: faultsOf(rows.metadata.value),
  }))
  const missesDomains = computed(() => refusesOthers.value && domains.value.length === 0)
  /** Incomplete rows. */
  const unfinished = computed(() => {
    const { traits, metadata } = faults.value
    return traits.size + metadata.size + (missesDomains.value ? 1 : 0)
  })

  return {
    rows,
    verifiedAddresses,
    refusesOthers,
    domains,
    canTakeBack: computed(() => before.value !== undefined),
    begin,
    suggest,
    takeBack,
    change,
    add,
    remove,
    text,
    content,
    faults,
    missesDomains,
    unfinished,
  }
}

export type TemplateForm = ReturnType<typeof useTemplateForm>

const mappingsOf = (rows: readonly FormRow[]) =>
  rows.filter(isTakenOver).flatMap((row) => {
    const mapping = mappingOf(row)
    return mapping ? [mapping] : []
  })

const contentOf = (rows: readonly FormRow[]) => rows.map(({ id: _id, ...row }) => row)
