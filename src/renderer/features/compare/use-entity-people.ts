import { computed, watch, type ComputedRef } from 'vue'
import { t } from '../../../core/language/translate'
import { peopleAt, readWords } from '../../../core/people/words'
import { connectionWords, countWords } from '../../composables/people-words'
import { useNow } from '../../composables/use-now'
import { usePeopleStore } from '../../stores/people'
import { useCompareStore, type EntityRow, type SideName } from './compare-store'

/** Who signs in by an entity on each side that is a project as it is now, where they were counted. */
export function useEntityPeople(
  head: () => EntityRow | undefined,
): ComputedRef<readonly { readonly side: string; readonly text: string }[]> {
  const compare = useCompareStore()
  const people = usePeopleStore()
  const now = useNow()
  const names: Readonly<Record<SideName, string>> = { left: t('Left'), right: t('Right') }

  /** An earlier state, a file and a folder have no people of their own. */
  function projectOf(side: SideName) {
    const source = compare.sides?.[side]
    return source?.kind === 'project' && source.state !== 'before' ? source.projectId : undefined
  }
  watch(
    () => [projectOf('left'), projectOf('right')],
    (ids) => {
      for (const id of ids) if (id) people.look(id)
    },
    { immediate: true },
  )

  return computed(() =>
    (['left', 'right'] as const).flatMap((side) => {
      const row = head()
      const key = side === 'left' ? row?.leftKey : row?.rightKey
      const counts = people.countsOf(projectOf(side))
      if (!row || key === undefined || !counts) return []
      const count = peopleAt(counts, { kind: row.kind, key })
      if (!count) return []
      const words = row.kind === 'organization' ? countWords : connectionWords
      const text = `${words(count, counts, now.value)} · ${readWords(counts, now.value)}`
      return [{ side: names[side], text }]
    }),
  )
}
