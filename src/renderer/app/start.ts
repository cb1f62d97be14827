import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '../styles/base.css'
import '../styles/lists.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from '../App.vue'
import { applyTheme } from '../styles/tokens'

const dark = window.matchMedia('(prefers-color-scheme: dark)').matches
applyTheme(dark ? 'dark' : 'light')
createApp(App).use(createPinia()).mount('#app')
