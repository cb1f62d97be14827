import { onBeforeUnmount, onMounted, readonly, ref, type Ref } from 'vue'

/** Does something once the picture of what was changed now is made. @returns calls it off */
export function afterPicture(act: () => void): () => void {
  let rest: ReturnType<typeof setTimeout> | undefined
  // What a frame asks for comes after its picture.
  const frame = requestAnimationFrame(() => (rest = setTimeout(act)))
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(rest)
  }
}

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
