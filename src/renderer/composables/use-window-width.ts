import { useWindowSize } from '@vueuse/core'
import { computed, type Ref } from 'vue'
import { useAppStore } from '../stores/app'

/** Below this width in CSS pixels, without the rail, the detail covers the lists. */
const drawerBelow = 1100
/** Below this width in CSS pixels the layout stacks; the style sheets use the same number. */
const narrowBelow = 720
/** Width of the rail in CSS pixels, and the window width from which it shows words. */
const railWidths = { icons: 52, words: 176 }
const wordsFrom = 1200

/** Whether there is room for the detail beside the lists, and for both lists. */
export function useWindowRoom(): {
  readonly isWide: Readonly<Ref<boolean>>
  readonly isNarrow: Readonly<Ref<boolean>>
} {
  const width = useWindowWidth()
  const room = useRoomWidth()
  return {
    isWide: computed(() => room.value >= drawerBelow),
    isNarrow: computed(() => width.value < narrowBelow),
  }
}

/** The rail: whether it is folded, its width in CSS pixels, and how to fold it. */
export function useRail() {
  const app = useAppStore()
  const windowWidth = useWindowWidth()
  const isFolded = computed(
    () =>
      windowWidth.value < narrowBelow || (app.settings.railFolded ?? windowWidth.value < wordsFrom),
  )
  return {
    isFolded,
    /** A very small window has no room for words. */
    canUnfold: computed(() => windowWidth.value >= narrowBelow),
    width: computed(() => (isFolded.value ? railWidths.icons : railWidths.words)),
    fold: () => app.saveSettings({ railFolded: !isFolded.value }),
  }
}

export function useRoomWidth(): Readonly<Ref<number>> {
  const windowWidth = useWindowWidth()
  const { width } = useRail()
  return computed(() => windowWidth.value - width.value)
}

export function useWindowWidth(): Ref<number> {
  return useWindowSize({ listenOrientation: false }).width
}
