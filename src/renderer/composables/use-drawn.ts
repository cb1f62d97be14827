import { onBeforeUnmount, onMounted, readonly, ref, type Ref } from 'vue'
import { afterPicture } from './after-picture'

/**
 * Whether the component has been painted once. What takes longer than to draw it, and only stands aside in
 * it, is worked out after that, so that opening it does not wait.
 */
export function useDrawn(): Readonly<Ref<boolean>> {
  const isDrawn = ref(false)
  let stop: (() => void) | undefined
  onMounted(() => {
    stop = afterPicture(() => (isDrawn.value = true))
  })
  onBeforeUnmount(() => stop?.())
  return readonly(isDrawn)
}
