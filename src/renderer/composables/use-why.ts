import { computed, proxyRefs, ref } from 'vue'
import { hasSummary, whyOf } from '../../core/publish/why'
import { useKeptForm, type LeftForms } from './use-kept-form'

/** Summary and ticket of a publish. The summary follows the suggestion until edited; both are kept until published. */
export function useWhy(how: {
  readonly forms: LeftForms
  readonly name: string
  readonly suggestion: () => string
  readonly isRequired: () => boolean
}) {
  const { forms, name, isRequired } = how
  const suggested = computed(how.suggestion)
  /** `undefined`: the suggestion applies. */
  const typed = ref<string>()
  const ticket = ref('')
  const form = useKeptForm({
    forms,
    name,
    read: () => ({ typed: typed.value, ticket: ticket.value }),
    write: (left) => {
      typed.value = left.typed
      ticket.value = left.ticket
    },
  })
  const summary = computed({
    get: () => typed.value ?? suggested.value,
    set: (next: string) => (typed.value = next),
  })
  const said = computed(() => whyOf({ summary: summary.value, ticket: ticket.value }))

  return proxyRefs({
    summary,
    ticket,
    said,
    isMissing: computed(() => isRequired() && !hasSummary(said.value)),
    /** Whether the summary differs from the suggestion. */
    isOwn: computed(() => typed.value !== undefined && typed.value !== suggested.value),
    suggestAgain: () => (typed.value = undefined),
    done: form.done,
  })
}
