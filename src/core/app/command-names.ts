/** Commands of `sso-workbench` that need no window. */
export const commandNames = [
  'plan',
  'apply',
  'drift',
  'pull',
  'who',
  'problems',
  'impact',
  'team',
  'mapper',
] as const
export type CommandName = (typeof commandNames)[number]

/** Asks for the version; the packaged app answers it without a window. */
export const versionName = '--version'

/** Ways to ask for the help of all. */
export const helpNames: readonly string[] = ['help', '--help', '-h']
