import { computed, shallowRef } from 'vue'
import type { MapperCase } from '../../../../../core/mapper/cases/case'
import { schemaFileOf } from '../../../../../core/mapper/cases/input'
import { samplesFor, type SampleChoice } from '../../../../../core/mapper/samples/samples'
import type { SampleFile } from '../../../../../core/mapper/samples/sample'
import type { StoredCase } from '../../../../../core/ipc/mapper-editor'
import type { AppError } from '../../../../../core/errors/app-error'
import { t } from '../../../../../core/language/translate'
import type { Choice } from '../../../../components/controls/ChoiceField.vue'
import { loadSamples } from '../../../../composables/load-samples'
import type { ClaimsSet } from './use-claims'

/** The sample claims for a connection's mapper, best matches first. */
export function useSamples(deps: {
  readonly hints: () => { readonly provider: string; readonly issuer?: string }
  readonly cases: () => readonly StoredCase[]
}) {
  const files = shallowRef<readonly SampleFile[]>([])
  const error = shallowRef<AppError>()
  const own = shallowRef<readonly ClaimsSet[]>([])
  const samples = computed(() => samplesFor(files.value, deps.hints()))

  async function load(): Promise<void> {
    const result = await loadSamples()
    if (result.ok) files.value = result.value
    error.value = result.ok ? undefined : result.error
  }

  /** Keeps pasted claims while the mapper editor is open. */
  function add(set: Omit<ClaimsSet, 'id'>): ClaimsSet {
    const added = { ...set, id: `own ${own.value.length + 1}` }
    own.value = [added, ...own.value]
    return added
  }

  const options = computed<Choice[]>(() => [
    ...own.value.map(({ id, name }) => ({ value: id, label: name, detail: t('your own') })),
    ...casesOf(deps.cases()).map((stored) => ({
      value: caseSetId(stored.id),
      label: stored.case.name,
      detail: t('saved case'),
    })),
    ...samples.value.map(({ sample, product, fits }) => ({
      value: sample.id,
      label: `${product}, ${sample.name}`,
      ...(fits === 'other' ? { detail: t('another provider') } : {}),
    })),
  ])

  function find(id: string): ClaimsSet | undefined {
    const pasted = own.value.find((set) => set.id === id)
    if (pasted) return pasted
    const stored = casesOf(deps.cases()).find((each) => caseSetId(each.id) === id)
    if (stored) return setOfCase(stored.id, stored.case)
    const choice = samples.value.find(({ sample }) => sample.id === id)
    return choice && setOfSample(choice)
  }

  const first = (): ClaimsSet | undefined => {
    const [choice] = samples.value
    return choice && setOfSample(choice)
  }

  return { options, error, load, add, find, first }
}

const casesOf = (cases: readonly StoredCase[]) => cases.filter((stored) => 'case' in stored)
const caseSetId = (id: string) => `case ${id}`

function setOfSample({ sample, product, kind }: SampleChoice): ClaimsSet {
  return {
    id: sample.id,
    name: `${product}, ${sample.name}`,
    about: aboutWords(sample.about),
    mode: 'provider',
    kind,
    claims: sample.payload,
  }
}

const aboutWords = (about: string) =>
  about.replace(/^What is special: (.)/, (_whole, first: string) => first.toUpperCase())

/** The claims and identity of a saved case. */
export function setOfCase(id: string, saved: MapperCase): ClaimsSet {
  const { mode, given, issuer, form, identity, schema, update_identity_on_login: update } = saved
  return {
    id: caseSetId(id),
    name: saved.name,
    mode: mode === 'exact' ? 'exact' : 'provider',
    ...(mode === 'exact' ? (given ? { kind: given } : {}) : { kind: mode.provider }),
    claims: saved.claims,
    ...(issuer === undefined ? {} : { issuer }),
    form: form ?? null,
    // A copy without Vue’s proxies, of the same form.
    identity: identity ? (JSON.parse(JSON.stringify(identity)) as ClaimsSet['claims']) : null,
    ...(schema && schemaFileOf(saved) === undefined ? { schema } : {}),
    ...(update ? { updateOnLogin: update } : {}),
  }
}
