import type { UpdateState } from '../../../core/app/updates/update-state'
import { t } from '../../../core/language/translate'

export function updateSentence(state: UpdateState): string {
  switch (state.kind) {
    case 'unasked':
      return t('Nothing was asked since the app was started.')
    case 'newest':
      return t('This is the newest version.')
    case 'available':
      return t('SSO Workbench {version} is available.', { version: state.version })
    case 'downloading':
      return t('Downloading SSO Workbench {version}: {percent} %.', {
        version: state.version,
        percent: state.percent,
      })
    case 'ready':
      return t('SSO Workbench {version} is downloaded. It is installed when you close the app.', {
        version: state.version,
      })
    case 'failed':
      return failures[state.why]
  }
}

const failures = {
  unreachable: t('The server did not answer. It is asked again tomorrow, or when you check.'),
  untrusted: t('The answer was not signed by the makers of this app, so it was not used.'),
  older: t('The answer was older than one that came before, so it was not used.'),
  download: t('The new version could not be downloaded, or was not the one that was signed.'),
} as const

/** Label of the update button; `undefined` if there is nothing to get. */
export function getUpdateWords(state: UpdateState): string | undefined {
  if (state.kind === 'available')
    return state.way === 'install' ? t('Download') : t('Open its page')
  return state.kind === 'failed' && state.why === 'download' ? t('Open its page') : undefined
}
