import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { publishOrder } from '../../core/publish/publish-order'
import type { ProjectId } from '../../core/model/project-id'
import { useAppStore } from './app'
import { useProjectsStore } from './projects'
import { useUiStore } from './ui'

/** What a feature put into the draft of one project. */
export interface PutIntoDraft {
  /** Absent if the project is missing. */
  readonly projectId?: ProjectId | undefined
  readonly name: string
  /** Result, such as `3 connections changed in the draft`, or why there is none. */
  readonly words: string
  /** What was skipped and why, a line each. */
  readonly more?: readonly string[]
  readonly isFailed?: boolean
}

/** Drafts with changes, and which of them to publish. */
export const useDraftsStore = defineStore('drafts', () => {
  const app = useAppStore()
  const projects = useProjectsStore()
  const ui = useUiStore()
  /** In publish order. */
  const projectIds = computed(() =>
    publishOrder(app.projects.filter(({ id }) => projects.countOf(id) > 0)).map(({ id }) => id),
  )
  const ticked = shallowRef<ReadonlySet<ProjectId>>(new Set())
  /** What led here, until closed. */
  const put = shallowRef<readonly PutIntoDraft[]>([])

  function tick(ids: readonly ProjectId[], isTicked: boolean): void {
    const next = new Set(ticked.value)
    for (const id of ids) {
      if (isTicked) next.add(id)
      else next.delete(id)
    }
    ticked.value = next
  }
  // New changes are a new draft: nobody chose to publish it.
  watch(projectIds, (now, before) => {
    const gone = before.filter((id) => !now.includes(id))
    if (gone.length > 0) tick(gone, false)
  })

  /** Shows the drafts after work in many projects, with those ticked. */
  function show(what: readonly PutIntoDraft[]): void {
    put.value = what
    ticked.value = new Set(
      what.flatMap(({ projectId, isFailed }) => (isFailed ? [] : (projectId ?? []))),
    )
    ui.show({ name: 'drafts' })
  }

  return {
    projectIds,
    count: computed(() => projectIds.value.length),
    ticked,
    put,
    tick,
    show,
  }
})
