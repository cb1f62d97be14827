import { t } from '../language/translate'
import type { Environment } from './project'

/** Names for use inside a sentence and as search input. */
export const environmentNames: Readonly<Record<Environment, string>> = {
  production: t('production'),
  staging: t('staging'),
  development: t('development'),
}
