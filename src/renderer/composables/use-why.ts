import { computed, proxyRefs, ref } from 'vue'
import { hasSummary, whyOf } from '../../core/publish/why'
import { useKeptForm, type LeftForms } from './use-kept-form'

/**
 * What a person says of a publish: a summary, which follows the suggestion until they type one, and a ticket. What
 * they typed is kept until something was published with it.
 *
 * @param how `suggestion`: what the summary may say now; `isRequired`: whether there has to be one
 */
export function useWhy(how: {
  readonly forms: LeftForms
  readonly name: string
  readonly suggestion: () => string
  readonly isRequired: () => boolean
}) {
  const { forms, name, isRequired } = how
  const suggested = computed(how.suggestion)
  /** Without one, the suggestion stands. */
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
    /** As it is sent. */
    said,
    isMissing: computed(() => isRequired() && !hasSummary(said.value)),
    /** Whether another summary was suggested than the one that stands there. */
    isOwn: computed(() => typed.value !== undefined && typed.value !== suggested.value),
    suggestAgain: () => (typed.value = undefined),
    done: form.done,
  })
}
