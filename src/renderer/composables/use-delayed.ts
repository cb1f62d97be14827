import { onBeforeUnmount, ref, watch, type Ref } from 'vue'

/** True once `source` has been true for a while: nothing flickers for what is quick. */
export function useDelayed(source: () => boolean, milliseconds = 150): Ref<boolean> {
  const shown = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    source,
    (value) => {
      clearTimeout(timer)
      if (!value) shown.value = false
      else timer = setTimeout(() => (shown.value = true), milliseconds)
    },
    { immediate: true },
  )
  onBeforeUnmount(() => clearTimeout(timer))
  return shown
}
