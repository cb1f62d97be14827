import { computed } from 'vue'
import { useNow } from '../../composables/use-now'
import { useProject } from '../../project/use-project'
import { usePeopleStore } from '../../stores/people'

/** What is known of the people of the project around, looked up on this computer. */
export function useProjectPeople() {
  const { projectId } = useProject()
  const people = usePeopleStore()
  const now = useNow()
  people.look(projectId)
  return {
    projectId,
    people,
    now,
    counts: computed(() => people.countsOf(projectId)),
    /** How far a count is that this window has under way. */
    counting: computed(() => people.counting.get(projectId)),
  }
}
