import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { PeopleBy } from '../../../core/ipc/people'
import { t } from '../../../core/language/translate'
import { useProject } from '../../project/use-project'
import { useAppStore } from '../../stores/app'
import { useGuardsStore } from '../../stores/guards'
import { usePeopleStore, type ReadBy } from '../../stores/people'

export function usePeopleKey() {
  const project = useProject()
  const app = useAppStore()
  const guards = useGuardsStore()
  const people = usePeopleStore()
  const { projectId } = project
  const summary = computed(() => project.summary)

  const isKept = computed(() => people.known.get(projectId)?.key === 'kept')
  /** Why no key can be made: making one changes something at Ory. */
  const barrier = computed(() => guards.barrierOf(projectId))
  const chosen = ref<PeopleBy>()
  /** Until a person chooses, what needs nothing more of them. */
  const by = computed<PeopleBy>({
    get: () =>
      chosen.value ?? (isKept.value || barrier.value !== undefined ? 'kept-key' : 'made-key'),
    set: (next) => (chosen.value = next),
  })
  /** What is typed of a key; it leaves this field for the keychain alone. */
  const typed = ref('')
  const slug = ref('')
  const busy = ref(false)
  const keyProblem = ref('')
  const error = shallowRef<AppError>()

  const asksForSlug = computed(
    () => by.value === 'made-key' && summary.value?.environment === 'production',
  )
  const isReady = computed(() => {
    if (app.workOffline) return false
    if (by.value === 'kept-key') return isKept.value
    return (
      barrier.value === undefined &&
      (!asksForSlug.value || slug.value.trim() === summary.value?.slug)
    )
  })
  const readBy = computed<ReadBy>(() => ({
    by: by.value,
    ...(asksForSlug.value ? { confirmedSlug: slug.value.trim() } : {}),
  }))

  async function keep(): Promise<void> {
    const key = typed.value.trim()
    if (busy.value) return
    keyProblem.value = key === '' ? t('Enter the project API key') : ''
    if (key === '') return
    busy.value = true
    error.value = await people.keepKey(projectId, key)
    busy.value = false
    if (!error.value) typed.value = ''
  }

  async function forget(): Promise<void> {
    if (busy.value) return
    busy.value = true
    error.value = await people.forgetKey(projectId)
    busy.value = false
  }

  return {
    projectId,
    summary,
    isKept,
    by,
    typed,
    slug,
    busy,
    keyProblem,
    error,
    asksForSlug,
    isReady,
    readBy,
    keep,
    forget,
  }
}

export type PeopleKeyChoice = ReturnType<typeof usePeopleKey>
