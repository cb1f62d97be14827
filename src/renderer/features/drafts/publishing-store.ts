import { defineStore } from 'pinia'
import { markRaw, proxyRefs } from 'vue'
import { useAppStore } from '../../stores/app'
import { useDraftsStore } from '../../stores/drafts'
import { useFlushDrafts } from '../../composables/use-flush-drafts'
import { createPublishing } from './publishing'

/** The publish of several drafts from this window: it goes on, and its end stays, while other places are shown. */
export const usePublishingStore = defineStore('publishing', () => {
  const app = useAppStore()
  const drafts = useDraftsStore()
  const publishing = createPublishing({
    projectIds: () => drafts.projectIds,
    ticked: () => drafts.ticked,
    flush: useFlushDrafts(),
    nameOf: (id) => app.nameOf(id),
  })
  return { publishing: markRaw(proxyRefs(publishing)) }
})
