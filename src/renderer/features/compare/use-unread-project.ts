import { computed, ref, watch, type Ref } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import { isProjectId } from '../../../core/model/project-id'
import { request } from '../../bridge/request'
import { useReadingStore } from '../../stores/reading'

/**
 * Reads the project that an error names as unread: at once if the app may read by itself, else on `readUnread`.
 * @param error the shown error; an error of the reading replaces it
 * @param again repeats the failed action
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

  watch(
    unread,
    (projectId) => {
      if (projectId !== undefined && readings.readsUnasked && !reading.value) void readUnread()
    },
    { immediate: true },
  )

  return { unread, readUnread, reading }
}
