import { useTimeoutFn } from '@vueuse/core'
import { onBeforeUnmount, ref, watch, type Ref } from 'vue'
import { maximumMetadataBytes } from '../../../core/saml/metadata-screen'
import { enteredMetadataValue, metadataForm, metadataText } from '../../../core/saml/metadata-value'
import { t } from '../../../core/language/translate'

/** Text longer than this is read and given on after a pause, so that no key waits for it. */
const largeLength = 50_000
const quietMilliseconds = 300

export const tooLargeMessage = t(
  'This is larger than 1 MiB, so it was not used. Ask for the metadata of this application alone',
)

/** The text that stands in the field for a wire value. */
function shownText(value: string, storedText: string | undefined): string {
  if (metadataForm(value) === 'stored') return storedText ?? value
  return metadataText(value) ?? value
}

/**
 * The text of the metadata field and its wire value. `debounced` is the text to parse: it
 * follows at once while the text is small, and after a pause while it is large.
 */
export function useMetadataText(
  value: () => string,
  storedText: () => string | undefined,
  give: (value: string) => void,
): {
  text: Ref<string>
  debounced: Ref<string>
  isTooLarge: Ref<boolean>
  type: (entered: string) => void
  flush: () => void
} {
  const text = ref(shownText(value(), storedText()))
  const debounced = ref(text.value)
  const isTooLarge = ref(false)
  let given = value()
  const pause = useTimeoutFn(giveOn, quietMilliseconds, { immediate: false })

  function giveOn(): void {
    debounced.value = text.value
    given = enteredMetadataValue(text.value)
    give(given)
  }

  function type(entered: string): void {
    isTooLarge.value = entered.length > maximumMetadataBytes
    // Neither shown nor given on: a field that holds 20 MB would stand still.
    if (isTooLarge.value) return
    text.value = entered
    pause.stop()
    if (entered.length <= largeLength) giveOn()
    else pause.start()
  }

  /** Gives on what still waits, when the field is left. */
  function flush(): void {
    if (!pause.isPending.value) return
    pause.stop()
    giveOn()
  }

  // An undo, a revert or another state of the server; not what was just typed.
  watch([value, storedText], ([next, stored], [before]) => {
    // The stored text came while something else waits to be given on.
    if (next === before && pause.isPending.value) return
    if (next === given && metadataForm(next) !== 'stored') return
    pause.stop()
    given = next
    isTooLarge.value = false
    text.value = shownText(next, stored)
    debounced.value = text.value
  })
  onBeforeUnmount(flush)
  return { text, debounced, isTooLarge, type, flush }
}
