import { computed, ref, watch, type Ref } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import { isProjectId } from '../../../core/model/project-id'
import { request } from '../../bridge/request'
import { useReadingStore } from '../../stores/reading'

/**
 * A project that has to be read before something can be shown: the one that an error says this computer has no state of.
 * It is read at once where the person lets the app read by itself, and else when they ask for it (`readUnread`).
 *
 * @param error the error shown; one of the reading takes its place
 * @param again repeats what failed, once the project was read
 */
export function useUnreadProject(error: Ref<AppError | undefined>, again: () => Promise<void>) {
  const readings = useReadingStore()
  const reading = ref(false)
  const unread = computed(() => {
    const { code, subject } = error.value ?? {}
    return code === 'project.unread' && isProjectId(subject) ? subject : undefined
  })

  async function readUnread(): Promise<void> {
    reading.value = true
    let previous: string | undefined
    // After the first project is read, the other one may turn out to be unread too.
    for (let next = unread.value; next !== undefined && next !== previous; next = unread.value) {
      previous = next
      const read = await request('project.read', { projectId: next })
      if (read.ok) await again()
      else error.value = read.error
    }
    reading.value = false
  }

  // Nobody comes here to press a button first.
  watch(
    unread,
    (projectId) => {
      if (projectId !== undefined && readings.readsUnasked && !reading.value) void readUnread()
    },
    { immediate: true },
  )

  return { unread, readUnread, reading }
}
