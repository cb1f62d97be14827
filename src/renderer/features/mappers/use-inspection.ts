import { computed, onScopeDispose, watch } from 'vue'
import { useCatalogStore } from '../../stores/catalog'
import { useDraftStore } from '../../stores/draft'
import { useInspectionStore } from './inspection-store'
import { shownMappers } from './mapper-rows'

/** Milliseconds without another edit after which the mappers are looked at again. */
const quietAfter = 300

/** Looks at the open project's mappers at once, and again after every change of the draft. */
export function useInspection() {
  const catalog = useCatalogStore()
  const drafts = useDraftStore()
  const inspection = useInspectionStore()
  let timer: ReturnType<typeof setTimeout> | undefined

  const projectId = computed(() => (catalog.snapshot ? catalog.projectId : undefined))
  /** Another project's are nobody's business here. */
  const mappers = computed(() =>
    inspection.projectId === projectId.value ? shownMappers(inspection.mappers, drafts.copy) : [],
  )

  function check(): void {
    clearTimeout(timer)
    if (projectId.value !== undefined) void inspection.check(projectId.value)
  }

  watch(projectId, check, { immediate: true })
  watch(
    () => drafts.copy,
    () => {
      clearTimeout(timer)
      timer = setTimeout(check, quietAfter)
    },
  )
  onScopeDispose(() => clearTimeout(timer))

  return { inspection, mappers, check }
}
