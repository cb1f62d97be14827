import { onMounted, onScopeDispose, watch } from 'vue'
import type { ProjectId } from '../../../core/model/project-id'
import { subscribe } from '../../bridge/request'
import { useDraftsStore } from '../../stores/drafts'
import { useProjectsStore } from '../../stores/projects'
import { usePublishingStore } from './publishing-store'

/** Reads the plans of the drafts while they are shown, and of each again when the draft or its project moves. */
export function useFreshPlans(): void {
  const projects = useProjectsStore()
  const drafts = useDraftsStore()
  const { publishing } = usePublishingStore()

  function read(ids: readonly ProjectId[]): void {
    const shown = ids.filter((id) => drafts.projectIds.includes(id))
    if (shown.length > 0 && !publishing.running) void publishing.reload(shown)
  }

  onMounted(() => read(drafts.projectIds))
  // Main and other windows tell of their edits; those of this window are in its projects.
  for (const name of ['draft.appended', 'draft.replaced', 'project.changed'] as const) {
    onScopeDispose(subscribe(name, ({ projectId }) => read([projectId])))
  }
  watch(
    () =>
      drafts.projectIds.map((id) => {
        const { draft, snapshot } = projects.sessions.get(id) ?? {}
        return { id, draft: draft?.current, snapshot }
      }),
    (now, before) => {
      const known = new Map(before.map((item) => [item.id, item]))
      const moved = now.filter((item) => {
        const was = known.get(item.id)
        return !was || was.draft !== item.draft || was.snapshot !== item.snapshot
      })
      read(moved.map(({ id }) => id))
    },
  )
}
