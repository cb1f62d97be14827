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
import { applyTheme } from '../styles/tokens'
import { reportErrors } from './report-errors'

const dark = window.matchMedia('(prefers-color-scheme: dark)').matches
applyTheme(dark ? 'dark' : 'light')
const app = createApp(App)
reportErrors(app)
app.use(createPinia()).mount('#app')
