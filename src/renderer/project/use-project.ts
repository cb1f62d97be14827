import { inject, provide, type InjectionKey } from 'vue'
import type { ProjectSession } from './project-session'

export const projectKey: InjectionKey<ProjectSession> = Symbol('project')

/** Provides the project to a pane's components. */
export function provideProject(project: ProjectSession): void {
  provide(projectKey, project)
}

export function useProject(): ProjectSession {
  const project = inject(projectKey)
  if (!project) throw new Error('Used outside a pane that shows a project')
  return project
}
