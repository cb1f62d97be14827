import { defineStore } from 'pinia'
import { markRaw, proxyRefs, ref, shallowRef } from 'vue'
import { t } from '../../../core/language/translate'
import type { BulkApplied } from '../../../core/ipc/bulk'
import { useAppStore } from '../../stores/app'
import { useProjectsStore } from '../../stores/projects'
import { createChanging } from './changing'
import { createChoosing } from './choosing'
import { createPreviewing } from './previewing'
import { createPublishing } from './publishing'
import type { ProjectId } from '../../../core/model/project-id'

export const bulkSteps = ['choose', 'change', 'preview', 'publish'] as const
export type BulkStep = (typeof bulkSteps)[number]

/** The bulk edit of this window: how far it is stays while other screens are open. */
export const useBulkStore = defineStore('bulk', () => {
  const app = useAppStore()
  const projects = useProjectsStore()
  const step = ref<BulkStep>('choose')
  const applied = shallowRef<readonly BulkApplied[]>()
  /** Why nothing was applied, in words. */
  const unsaved = ref<string>()
  const choosing = markRaw(proxyRefs(createChoosing()))
  const changing = markRaw(proxyRefs(createChanging()))
  const previewing = markRaw(proxyRefs(createPreviewing()))

  /** Main works on the drafts on disk, so what was typed last in this window has to be there. */
  async function flush(projectIds: readonly ProjectId[]): Promise<string | undefined> {
    for (const session of [...projects.tabs, ...projects.visited]) {
      if (!projectIds.includes(session.projectId) || !session.draft.current) continue
      const isKept = (await session.secrets.flush()) && (await session.saving.flush())
      if (isKept) continue
      const project = app.projectById(session.projectId)?.name
      return project === undefined
        ? t(
            'The last edits of a project could not be saved, so nothing was done. They are ' +
              'still in its tab.',
          )
        : t(
            'The last edits of {project} could not be saved, so nothing was done. They are ' +
              'still in its tab.',
            { project },
          )
    }
    return undefined
  }
  const publishing = markRaw(
    proxyRefs(createPublishing({ flush, nameOf: (id) => app.projectById(id)?.name })),
  )

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
    applied.value = done
    step.value = 'publish'
    await publishing.begin(done.map(({ projectId }) => projectId))
  }

  /** Begins anew; drafts stay as they are. */
  function begin(): void {
    step.value = 'choose'
    applied.value = undefined
    choosing.clear()
    void choosing.reload()
  }

  return {
    step,
    applied,
    unsaved,
    choosing,
    changing,
    previewing,
    publishing,
    goTo,
    preview,
    apply,
    begin,
  }
})
