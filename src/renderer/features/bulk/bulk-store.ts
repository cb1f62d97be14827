import { defineStore } from 'pinia'
import { markRaw, proxyRefs } from 'vue'
import { createChoosing } from './choosing'

/** What is chosen of all projects in this window: it stays while other screens are open. */
export const useBulkStore = defineStore('bulk', () => ({
  choosing: markRaw(proxyRefs(createChoosing())),
}))
