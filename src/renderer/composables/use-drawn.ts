import { onBeforeUnmount, onMounted, readonly, ref, type Ref } from 'vue'

/**
 * Whether the component has been painted once. What takes longer than to draw it, and only stands aside in
 * it, is worked out after that, so that opening it does not wait.
 */
export function useDrawn(): Readonly<Ref<boolean>> {
  const isDrawn = ref(false)
  let frame = 0
  onMounted(() => {
    frame = requestAnimationFrame(() => {
      // The next frame begins after the picture of this one was made.
      frame = requestAnimationFrame(() => (isDrawn.value = true))
    })
  })
  onBeforeUnmount(() => cancelAnimationFrame(frame))
  return readonly(isDrawn)
}
