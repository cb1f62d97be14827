import { computed, watch, type Ref } from 'vue'
import type { MapperRow } from './mapper-rows'

/**
 * The chosen row. When it disappears, as after its fix, the next finding is chosen; a row that only the
 * filter hides stays chosen.
 *
 * @param key of the chosen one
 * @param all every row there is
 * @param shown rows that the filter lets pass
 */
export function useChosenRow(
  key: Ref<string | undefined>,
  all: Ref<readonly MapperRow[]>,
  shown: Ref<readonly MapperRow[]>,
) {
  let place = 0
  const row = computed(() =>
    key.value === undefined ? undefined : all.value.find((item) => item.key === key.value),
  )

  watch(
    [key, shown, all],
    () => {
      if (key.value === undefined) return
      const now = shown.value.findIndex((item) => item.key === key.value)
      if (now >= 0) place = now
      if (row.value) return
      const isFinding = ({ kind }: MapperRow) => kind !== 'mapper'
      const next =
        shown.value.slice(place).find(isFinding) ?? shown.value.slice(0, place).findLast(isFinding)
      key.value = next?.key
    },
    { immediate: true },
  )

  return { row }
}
