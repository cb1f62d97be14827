import { useWindowSize } from '@vueuse/core'
import { computed, type Ref } from 'vue'
import { useAppStore } from '../stores/app'

/** Below this width in CSS pixels, without the rail, the detail lies over the lists. */
const drawerBelow = 1100
/** Below this width in CSS pixels what stands side by side stands one under the other; the style sheets say the same number. */
const narrowBelow = 720
/** Width in CSS pixels of the rail, and the window's from which on it has words unless a person folds it. */
const railWidths = { icons: 52, words: 176 }
const wordsFrom = 1200

/** Whether the window has room for the detail beside the lists, and for two lists beside each other. */
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

/** The rail of places: whether it shows icons alone, its width in CSS pixels, and how a person folds it. */
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

/** Width in CSS pixels of what stands beside the rail. */
export function useRoomWidth(): Readonly<Ref<number>> {
  const windowWidth = useWindowWidth()
  const { width } = useRail()
  return computed(() => windowWidth.value - width.value)
}

/** Width of the window in CSS pixels. */
export function useWindowWidth(): Ref<number> {
  return useWindowSize({ listenOrientation: false }).width
}
