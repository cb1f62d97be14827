import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** Width of the window in CSS pixels. */
export function useWindowWidth(): Ref<number> {
  const width = ref(window.innerWidth)
  const onResize = () => {
    width.value = window.innerWidth
  }
  onMounted(() => window.addEventListener('resize', onResize))
  onBeforeUnmount(() => window.removeEventListener('resize', onResize))
  return width
}
