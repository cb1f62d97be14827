import type { UpdateState } from '../../core/updates/update-state'

const product = 'SSO Workbench'

/** What is known of newer versions, in a sentence. */
export function updateSentence(state: UpdateState): string {
  switch (state.kind) {
    case 'unasked':
      return 'Nothing was asked since the app was started.'
    case 'newest':
      return 'This is the newest version.'
    case 'available':
      return `${product} ${state.version} is available.`
    case 'downloading':
      return `Downloading ${product} ${state.version}: ${state.percent} %.`
    case 'ready':
      return `${product} ${state.version} is downloaded. It is installed when you close the app.`
    case 'failed':
      return failures[state.why]
  }
}

const failures = {
  unreachable: 'The server did not answer. It is asked again tomorrow, or when you check.',
  untrusted: 'The answer was not signed by the makers of this app, so it was not used.',
  download: 'The new version could not be downloaded, or was not the one that was signed.',
} as const

/** Words of the button that gets the new version; `undefined` where there is nothing to get. */
export function getUpdateWords(state: UpdateState): string | undefined {
  if (state.kind === 'available') return state.way === 'install' ? 'Download' : 'Open its page'
  return state.kind === 'failed' && state.why === 'download' ? 'Open its page' : undefined
}
