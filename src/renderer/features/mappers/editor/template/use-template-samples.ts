import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../../../../core/errors/app-error'
import { normaliseClaims } from '../../../../../core/mapper/kratos/normalise'
import type { ClaimsInput } from '../../../../../core/mapper/kratos/run'
import { samplesFor, type SampleHints } from '../../../../../core/mapper/samples/samples'
import { t } from '../../../../../core/language/translate'
import type { JsonObject } from '../../../../../core/model/json'
import type { Choice } from '../../../../components/controls/ChoiceField.vue'
import { loadSamples } from '../../../../composables/load-samples'

/** Current claims of the mapper screen. */
export interface EditorClaims {
  readonly name: string
  readonly input: ClaimsInput
  readonly claims: JsonObject
}

interface Tried {
  readonly id: string
  readonly choice: Choice
  readonly input: ClaimsInput
  readonly claims: JsonObject
  /** Why Ory would stop before the mapper. */
  readonly stopped?: string
}

const editorId = 'lab'

/** Claims to try a template with: the mapper screen's, else the provider's samples. */
export function useTemplateSamples(
  hints: () => SampleHints,
  editorClaims: () => EditorClaims | undefined,
) {
  const samples = shallowRef<readonly Tried[]>([])
  const chosenId = ref<string>()
  const error = shallowRef<AppError>()

  const all = computed<readonly Tried[]>(() => {
    const own = editorClaims()
    return own ? [triedInEditor(own), ...samples.value] : samples.value
  })
  const chosen = computed(() => all.value.find(({ id }) => id === chosenId.value) ?? all.value[0])
  const options = computed(() => all.value.map(({ choice }) => choice))

  async function load(): Promise<void> {
    const result = await loadSamples()
    error.value = result.ok ? undefined : result.error
    if (!result.ok) return
    const choices = samplesFor(result.value, hints())
    const fitting = choices.filter(({ fits }) => fits !== 'other')
    samples.value = (fitting.length > 0 ? fitting : choices).map(({ sample, product, kind }) => {
      const normalised = normaliseClaims(kind, sample.payload)
      return {
        id: sample.id,
        choice: { value: sample.id, label: `${product}, ${sample.name}` },
        input: { mode: 'provider', kind, payload: sample.payload },
        ...(normalised.ok
          ? { claims: normalised.value.claims }
          : { claims: {}, stopped: normalised.error.message }),
      }
    })
  }

  return { options, chosen, chosenId, error, load }
}

const triedInEditor = ({ name, input, claims }: EditorClaims): Tried => ({
  id: editorId,
  choice: { value: editorId, label: name, detail: t('in the editor now') },
  input,
  claims,
})
