import { t } from '../../core/language/translate'
import type { Environment, ProjectSummary } from '../../core/model/project'

const words: Readonly<Record<Environment, string>> = {
  production: t('production'),
  staging: t('staging'),
  development: t('development'),
}

/** A project in a question of the system: `Northwind (production)`. */
export const nameWithEnvironment = ({
  name,
  environment,
}: Pick<ProjectSummary, 'name' | 'environment'>): string => `${name} (${words[environment]})`
