import { environmentNames } from '../../core/model/environment-names'
import type { ProjectSummary } from '../../core/model/project'

/** A project in a question of the system: `Northwind (production)`. */
export const nameWithEnvironment = ({
  name,
  environment,
}: Pick<ProjectSummary, 'name' | 'environment'>): string =>
  `${name} (${environmentNames[environment]})`
