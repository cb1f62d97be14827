import { defineStore } from 'pinia'
import { markRaw, proxyRefs, ref } from 'vue'
import { useAppStore } from '../../stores/app'
import { useDraftsStore } from '../../stores/drafts'
import { useFlushDrafts } from '../../composables/use-flush-drafts'
import { appliedText } from './bulk-words'
import { createChanging } from './changing'
import { createChoosing } from './choosing'
import { createPreviewing } from './previewing'

export const bulkSteps = ['choose', 'change', 'preview'] as const
export type BulkStep = (typeof bulkSteps)[number]

/** The bulk edit of this window: how far it is stays while other screens are open. */
export const useBulkStore = defineStore('bulk', () => {
  const app = useAppStore()
  const drafts = useDraftsStore()
  const step = ref<BulkStep>('choose')
  /** Why nothing was applied, in words. */
  const unsaved = ref<string>()
  const choosing = markRaw(proxyRefs(createChoosing()))
  const changing = markRaw(proxyRefs(createChanging()))
  const previewing = markRaw(proxyRefs(createPreviewing()))

  const flush = useFlushDrafts()

  function goTo(next: BulkStep): void {
    step.value = next
    if (next === 'change') changing.fit(choosing.kind)
  }

  async function preview(): Promise<void> {
    // Where it cannot be saved, the preview is of what is on disk, and applying says so.
    await flush(choosing.asked.map(({ projectId }) => projectId))
    const isReady = await previewing.prepare([...choosing.asked], changing.operation)
    if (isReady) step.value = 'preview'
  }

  async function apply(): Promise<void> {
    const ids = previewing.prepared?.projects.map(({ projectId }) => projectId) ?? []
    unsaved.value = await flush(ids)
    if (unsaved.value !== undefined) return
    const done = await previewing.apply()
    if (!done) return
    const { kind } = choosing
    drafts.show(
      done.map((item) => ({
        projectId: item.projectId,
        name: app.projectById(item.projectId)?.name ?? item.projectId,
        words: appliedText(item, kind),
        isFailed: item.applied === 0,
      })),
    )
    step.value = 'choose'
    choosing.clear()
    void choosing.reload()
  }

  return {
    step,
    unsaved,
    choosing,
    changing,
    previewing,
    goTo,
    preview,
    apply,
  }
})
