import { computed, ref } from 'vue'
import { withoutEmpty } from '../../../../../core/mapper/kratos/form-objects'
import { t } from '../../../../../core/language/translate'
import type { JsonObject } from '../../../../../core/model/json'
import { jsonText, readObject, type ReadJson } from './read-json'
import { typedNames } from './typed-parts'

/**
 * What a person typed into the registration form, or what the page sent with the provider's button: the
 * traits that its inputs stand for. Empty texts are inputs that were left empty.
 */
export function useTypedForm() {
  const text = ref('')
  /** Goes up when the text comes from outside the editor. */
  const version = ref(0)

  const read = computed<ReadJson | undefined>(() =>
    text.value.trim() === '' ? undefined : readObject(text.value),
  )
  /** Why nothing of it is used, in words. */
  const problem = computed(() =>
    read.value && !read.value.ok
      ? t('Not used, because it is not JSON: {why}', { why: read.value.message })
      : undefined,
  )
  /** Absent where nothing is typed. */
  const form = computed<JsonObject | undefined>(() => {
    if (!read.value?.ok) return undefined
    const typed = withoutEmpty(read.value.value)
    return typedNames(typed).length > 0 ? typed : undefined
  })
  const names = computed(() => (form.value ? typedNames(form.value) : []))

  function put(next: JsonObject | undefined): void {
    text.value = next ? jsonText(next) : ''
    version.value += 1
  }

  return { text, version, read, problem, form, names, put }
}
