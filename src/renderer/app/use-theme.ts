import { usePreferredDark } from '@vueuse/core'
import { computed, watchEffect } from 'vue'
import { naiveOverrides } from '../styles/naive'
import { applyTheme, type ThemeName } from '../styles/tokens'
import { useAppStore } from '../stores/app'

/** The theme from the settings, or the system's, on the page and for Naive UI. */
export function useTheme() {
  const app = useAppStore()
  const systemDark = usePreferredDark()
  const theme = computed<ThemeName>(() => {
    const wanted = app.settings.theme
    if (wanted === 'system') return systemDark.value ? 'dark' : 'light'
    return wanted
  })
  watchEffect(() => applyTheme(theme.value))
  return { theme, overrides: computed(() => naiveOverrides(theme.value)) }
}
