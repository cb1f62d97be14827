import { computed, onBeforeUnmount, ref, watchEffect } from 'vue'
import { naiveOverrides } from '../styles/naive'
import { applyTheme, type ThemeName } from '../styles/tokens'
import { useAppStore } from '../stores/app'

/** The theme that is asked for, or the system's, on the page and for Naive UI. */
export function useTheme() {
  const app = useAppStore()
  const query = window.matchMedia('(prefers-color-scheme: dark)')
  const systemDark = ref(query.matches)
  const onChange = (event: MediaQueryListEvent) => {
    systemDark.value = event.matches
  }
  query.addEventListener('change', onChange)
  onBeforeUnmount(() => query.removeEventListener('change', onChange))

  const theme = computed<ThemeName>(() => {
    const wanted = app.settings.theme
    if (wanted === 'system') return systemDark.value ? 'dark' : 'light'
    return wanted
  })
  watchEffect(() => applyTheme(theme.value))
  return { theme, overrides: computed(() => naiveOverrides(theme.value)) }
}
