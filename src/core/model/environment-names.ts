import { t } from '../language/translate'
import type { Environment } from './project'

/** Environments as they stand inside a sentence, and as a person types them to find one. */
export const environmentNames: Readonly<Record<Environment, string>> = {
  production: t('production'),
  staging: t('staging'),
  development: t('development'),
}
