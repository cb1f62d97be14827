import { inject, provide, type InjectionKey } from 'vue'
import type { ProjectSession } from './project-session'

export const projectKey: InjectionKey<ProjectSession> = Symbol('project')

/** Gives a pane's components the project that it shows. */
export function provideProject(project: ProjectSession): void {
  provide(projectKey, project)
}

/** The project that the pane around this component shows. */
export function useProject(): ProjectSession {
  const project = inject(projectKey)
  if (!project) throw new Error('Used outside a pane that shows a project')
  return project
}
