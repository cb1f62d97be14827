import { useWindowSize } from '@vueuse/core'
import type { Ref } from 'vue'

/** Width of the window in CSS pixels. */
export function useWindowWidth(): Ref<number> {
  return useWindowSize({ listenOrientation: false }).width
}
