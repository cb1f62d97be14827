import { CircleDot, FlaskConical, ShieldAlert } from '@lucide/vue'
import type { Component } from 'vue'
import { plainLine } from '../../../core/model/plain-line'
import type { Environment } from '../../../core/model/project'
import { t } from '../../../core/language/translate'

/** How an environment is shown wherever a project is named: always by a word, never by colour alone. */
export interface EnvironmentLook {
  readonly word: string
  readonly icon: Component
  /** For places that take text only, such as the title bar of the system. */
  readonly symbol: string
}

export const environmentLooks: Readonly<Record<Environment, EnvironmentLook>> = {
  production: { word: t('Production'), icon: ShieldAlert, symbol: '🔴' },
  staging: { word: t('Staging'), icon: CircleDot, symbol: '🟠' },
  development: { word: t('Development'), icon: FlaskConical, symbol: '🟢' },
}

/**
 * Title of a window, which the system shows in its title bar and its list of windows.
 *
 * @param project the one that the window shows; `undefined` where it shows none
 */
export function windowTitle(
  project: { readonly name: string; readonly environment: Environment } | undefined,
): string {
  if (!project) return 'SSO Workbench'
  const { symbol, word } = environmentLooks[project.environment]
  return `${symbol} ${plainLine(project.name)} – ${word} – SSO Workbench`
}
