import { environmentNames } from '../../core/model/environment-names'
import { plainLine } from '../../core/model/plain-line'
import type { ProjectSummary } from '../../core/model/project'

/** A project in a question of the system, in one line: `Northwind (production)`. */
export const nameWithEnvironment = ({
  name,
  environment,
}: Pick<ProjectSummary, 'name' | 'environment'>): string =>
  `${plainLine(name)} (${environmentNames[environment]})`
