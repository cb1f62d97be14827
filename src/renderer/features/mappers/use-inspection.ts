import { useTimeoutFn } from '@vueuse/core'
import { computed, watch } from 'vue'
import { useProjectInspection } from './inspection'
import { shownMappers } from './mapper-rows'
import { useProject } from '../../project/use-project'

/** Milliseconds without another edit after which the mappers are inspected again. */
const quietAfter = 300

/** Inspects the open project's mappers at once, and again after every change of the draft. */
export function useInspection() {
  const project = useProject()
  const inspection = useProjectInspection()
  const quiet = useTimeoutFn(check, quietAfter, { immediate: false })

  const isRead = computed(() => project.snapshot !== undefined)
  const mappers = computed(() =>
    isRead.value ? shownMappers(inspection.mappers, project.copy) : [],
  )

  function check(): void {
    quiet.stop()
    if (isRead.value) void inspection.check()
  }

  watch(isRead, check, { immediate: true })
  watch(
    () => project.copy,
    () => quiet.start(),
  )

  return { inspection, mappers, check }
}
