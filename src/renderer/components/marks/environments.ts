import { CircleDot, FlaskConical, ShieldAlert } from '@lucide/vue'
import type { Component } from 'vue'
import { plainLine } from '../../../core/model/plain-line'
import type { Environment } from '../../../core/model/project'
import { t } from '../../../core/language/translate'

/** How an environment is shown: always by a word, never by color alone. */
export interface EnvironmentLook {
  readonly word: string
  readonly icon: Component
  readonly symbol: string
}

export const environmentLooks: Readonly<Record<Environment, EnvironmentLook>> = {
  production: { word: t('Production'), icon: ShieldAlert, symbol: '🔴' },
  staging: { word: t('Staging'), icon: CircleDot, symbol: '🟠' },
  development: { word: t('Development'), icon: FlaskConical, symbol: '🟢' },
}

/** Title of a window for the system's title bar and window list. */
export function windowTitle(
  project: { readonly name: string; readonly environment: Environment } | undefined,
): string {
  if (!project) return 'SSO Workbench'
  const { symbol, word } = environmentLooks[project.environment]
  return `${symbol} ${plainLine(project.name)} – ${word} – SSO Workbench`
}
