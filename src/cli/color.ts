import { styleText } from 'node:util'

type Color = 'red' | 'green' | 'yellow'

/** Colors a text on standard output where that is a terminal; Node reads NO_COLOR, FORCE_COLOR and TERM for it. */
export function colored(color: Color, text: string): string {
  const { stdout } = process
  return stdout.isTTY && stdout.hasColors() ? styleText(color, text) : text
}

const severityColors = { error: 'red', warning: 'yellow' } as const

/** A severity in its color; information has none. */
export const coloredSeverity = (severity: 'error' | 'warning' | 'info'): string =>
  severity === 'info' ? severity : colored(severityColors[severity], severity)
