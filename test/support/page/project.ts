import { config } from '@vue/test-utils'
import { vi } from 'vitest'
import { createApp, effectScope } from 'vue'
import type { Draft } from '../../../src/core/draft/draft'
import type { Snapshot } from '../../../src/core/model/snapshot'
import { pictureMade } from '../../../src/renderer/composables/after-picture'
import type { ProjectSession } from '../../../src/renderer/project/project-session'
import { projectKey } from '../../../src/renderer/project/use-project'
import { useProjectsStore } from '../../../src/renderer/stores/projects'

/** Provides this project to all components mounted from now on, as its pane would. */
export function provideToAll(project: ProjectSession): void {
  config.global.provide = { ...config.global.provide, [projectKey as symbol]: project }
}

/**
 * Shows a project in the main pane in the state after its first read, and provides it to all components
 * mounted from now on. It makes no requests.
 *
 * @param draft the draft, by default an empty one
 */
export function showProject(snapshot: Snapshot, draft?: Draft): ProjectSession {
  const project = useProjectsStore().show(snapshot.summary.id)
  project.moveTo(snapshot)
  if (draft) project.draft.current = draft
  provideToAll(project)
  return project
}

/** The project of the main pane. */
export function shownProject(): ProjectSession {
  const { shown } = useProjectsStore()
  if (!shown) throw new Error('No project is shown')
  return shown
}

/** Runs a composable as in a component of the main pane, until `scope` is stopped. */
export function inProject<Value>(compose: () => Value, scope = effectScope()): Value {
  const app = createApp({}).provide(projectKey, shownProject())
  return app.runWithContext(() => scope.run(compose) as Value)
}

/** Milliseconds of a frame, and a little more. */
const frame = 20

/** Opens a project in the main pane, as a person does, until it goes on after its first picture. */
export async function openProject(projectId: string): Promise<ProjectSession> {
  await useProjectsStore().open(projectId as never)
  if (vi.isFakeTimers()) await vi.advanceTimersByTimeAsync(frame)
  else await pictureMade()
  const project = shownProject()
  provideToAll(project)
  return project
}
