import { computed, onScopeDispose, watch } from 'vue'
import { useProjectInspection } from './inspection'
import { shownMappers } from './mapper-rows'
import { useProject } from '../../project/use-project'

/** Milliseconds without another edit after which the mappers are looked at again. */
const quietAfter = 300

/** Looks at the open project's mappers at once, and again after every change of the draft. */
export function useInspection() {
  const project = useProject()
  const inspection = useProjectInspection()
  let timer: ReturnType<typeof setTimeout> | undefined

  const isRead = computed(() => project.snapshot !== undefined)
  const mappers = computed(() =>
    isRead.value ? shownMappers(inspection.mappers, project.copy) : [],
  )

  function check(): void {
    clearTimeout(timer)
    if (isRead.value) void inspection.check()
  }

  watch(isRead, check, { immediate: true })
  watch(
    () => project.copy,
    () => {
      clearTimeout(timer)
      timer = setTimeout(check, quietAfter)
    },
  )
  onScopeDispose(() => clearTimeout(timer))

  return { inspection, mappers, check }
}
