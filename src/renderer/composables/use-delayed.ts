import { useTimeoutFn } from '@vueuse/core'
import { ref, watch, type Ref } from 'vue'

/** True once `source` has been true for a while, to avoid flicker. */
export function useDelayed(source: () => boolean, milliseconds = 150): Ref<boolean> {
  const shown = ref(false)
  const delay = useTimeoutFn(() => (shown.value = true), milliseconds, { immediate: false })
  watch(
    source,
    (value) => {
      delay.stop()
      if (value) delay.start()
      else shown.value = false
    },
    { immediate: true },
  )
  return shown
}
