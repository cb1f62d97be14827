import { fileURLToPath } from 'node:url'

const pictures = fileURLToPath(new URL('../../../docs/screens/', import.meta.url))
const texts = fileURLToPath(new URL('screens/', import.meta.url))

/** The pictures of the long run that README and guide show, at 1280x800 in the light theme. */
export const documented = [
  'all-organizations',
  'bulk-preview',
  'certificate',
  'check',
  'compare',
  'confirm',
  'conflict',
  'connect',
  'connection',
  'drafts',
  'first',
  'handover',
  'help-field',
  'history-published',
  'home',
  'lab',
  'lab-form',
  'lab-scim',
  'lock-out',
  'main',
  'mappers',
  'mappers-everywhere',
  'new-connection',
  'offline',
  'palette',
  'paste',
  'people-organization',
  'portal-links',
  'promote',
  'published',
  'redirect-hosts',
  'revert',
  'review',
  'rows-several',
  'set-up-import',
  'settings',
  'switcher',
  'team-folder',
  'trash',
  'try-sign-in-result',
  'values',
] as const

/** Those whose text is compared with the screen, so that the main places are not older than their pictures. */
const compared: readonly string[] = [
  'all-organizations',
  'compare',
  'connection',
  'history-published',
  'home',
  'lab',
  'main',
  'mappers',
  'review',
  'settings',
] satisfies readonly (typeof documented)[number][]

export const isDocumented = (name: string): boolean => documented.some((each) => each === name)

/** Where a picture of the documentation is, and the text of what it shows where that is compared. */
export const documentedFiles = (name: string) => ({
  picture: `${pictures}${name}.png`,
  ...(compared.includes(name) ? { text: `${texts}${name}.txt` } : {}),
})

/**
 * What assistive technology is told of a page, without what differs from run to run: numbers, months, ids, fingerprints,
 * the tests' temporary folders, and times such as "2 minutes ago".
 */
export const lastingWords = (snapshot: string): string =>
  snapshot
    .replaceAll(/[^\s"]*(?:\d|sso-workbench-\w{6})[^\s"]*/g, '0')
    .replaceAll(/\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g, '0')
    .replaceAll(/\b(?:just now|(?:0|an?) \w+ ago|in (?:0|an?) \w+)\b/g, '0')
