import { useWindowSize } from '@vueuse/core'
import { computed, type Ref } from 'vue'

/** Below this width in CSS pixels the detail lies over the lists. */
const drawerBelow = 1160
/** Below this width what stands side by side stands one under the other; the style sheets say the same number. */
const narrowBelow = 720

/** Whether the window has room for the detail beside the lists, and for two lists beside each other. */
export function useWindowRoom(): {
  readonly isWide: Readonly<Ref<boolean>>
  readonly isNarrow: Readonly<Ref<boolean>>
} {
  const width = useWindowWidth()
  return {
    isWide: computed(() => width.value >= drawerBelow),
    isNarrow: computed(() => width.value < narrowBelow),
  }
}

/** Width of the window in CSS pixels. */
export function useWindowWidth(): Ref<number> {
  return useWindowSize({ listenOrientation: false }).width
}
