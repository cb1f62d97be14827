import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '../styles/fonts.css'
import '../styles/base.css'
import '../styles/layout.css'
import '../styles/lists.css'
import '../styles/forced-colors.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from '../App.vue'
import { request } from '../bridge/request'
import { applyTheme } from '../styles/tokens'

const textOf = (error: unknown) =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 4000)

const dark = window.matchMedia('(prefers-color-scheme: dark)').matches
applyTheme(dark ? 'dark' : 'light')
const app = createApp(App)
// Errors that no code handles go to the main process, which logs and shows them.
const report = (error: unknown) => void request('app.report', { text: textOf(error) })
window.addEventListener('unhandledrejection', ({ reason }) => report(reason))
// Events without an error are notices of the browser, such as a late ResizeObserver.
window.addEventListener('error', ({ error }: { error: unknown }) => {
  if (error !== undefined && error !== null) report(error)
})
app.config.errorHandler = report
app.use(createPinia()).mount('#app')
