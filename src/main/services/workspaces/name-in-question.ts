import type { ProjectSummary } from '../../../core/model/project'
import { projectNames } from '../../../core/model/project-names'
import type { WorkspacesService } from './workspaces'

/** Adds the workspace's name where another project has the same name. */
export const createNameInQuestion =
  (workspaces: Pick<WorkspacesService, 'list'>) =>
  async <Question extends { readonly project: ProjectSummary }>(
    question: Question,
  ): Promise<Question> => {
    const { project } = question
    const name = projectNames(await workspaces.list()).get(project.id) ?? project.name
    return { ...question, project: { ...project, name } }
  }
