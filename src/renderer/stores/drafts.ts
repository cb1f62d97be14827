import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { publishOrder } from '../../core/publish/publish-order'
import type { ProjectId } from '../../core/model/project-id'
import { useAppStore } from './app'
import { useProjectsStore } from './projects'
import { useUiStore } from './ui'

/** What a feature put into the draft of one project before it led to the drafts. */
export interface PutIntoDraft {
  /** Absent where nothing could be put, for want of the project. */
  readonly projectId?: ProjectId | undefined
  /** What the project is called. */
  readonly name: string
  /** What is in the draft now, or why nothing is, such as `3 connections changed in the draft`. */
  readonly words: string
  /** What of it stayed behind and why, a line each. */
  readonly more?: readonly string[]
  readonly isFailed?: boolean
}

/** The drafts of all projects that have changes, and which of them a publish is to take. */
export const useDraftsStore = defineStore('drafts', () => {
  const app = useAppStore()
  const projects = useProjectsStore()
  const ui = useUiStore()
  /** Ids of the projects whose drafts have changes, in the order in which they are published. */
  const projectIds = computed(() =>
    publishOrder(app.projects.filter(({ id }) => projects.countOf(id) > 0)).map(({ id }) => id),
  )
  const ticked = shallowRef<ReadonlySet<ProjectId>>(new Set())
  /** What led here, until the person closes it. */
  const put = shallowRef<readonly PutIntoDraft[]>([])

  function tick(ids: readonly ProjectId[], isTicked: boolean): void {
    const next = new Set(ticked.value)
    for (const id of ids) {
      if (isTicked) next.add(id)
      else next.delete(id)
    }
    ticked.value = next
  }
  // A draft that has changes again is another one: nobody chose to publish it.
  watch(projectIds, (now, before) => {
    const gone = before.filter((id) => !now.includes(id))
    if (gone.length > 0) tick(gone, false)
  })

  /** Shows the drafts after work in many projects, with those ticked that it put something into. */
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
