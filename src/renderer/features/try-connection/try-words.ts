import type { LeftBehind, TryStepTold } from '../../../core/ipc/try-connection'

/** What is going on, for the status line. */
export function stepText(step: TryStepTold | undefined): string {
  if (!step) return 'Beginning…'
  switch (step.kind) {
    case 'asking':
      return 'Waiting for your answer in the dialog…'
    case 'preparing':
      return 'Making the test sign-in…'
    case 'at':
      return `Go on in the window that opened. It is at ${step.host || 'no page'}.`
    case 'reading':
      return 'Reading the result…'
    case 'in-browser':
      return 'Go on in your browser. Then bring the result back here.'
    case 'refused':
    case 'embedded-refused':
      return 'Go on in the window that opened.'
  }
}

const refusedWords: Readonly<Record<Extract<TryStepTold, { kind: 'refused' }>['what'], string>> = {
  window: 'to open a further window',
  download: 'to download a file',
  address: 'to load something without TLS',
  certificate: 'a client certificate',
}

export function refusedText({ what, host }: Extract<TryStepTold, { kind: 'refused' }>): string {
  return `The page wanted ${refusedWords[what]}${host === '' ? '' : ` (${host})`}. It was refused.`
}

export function leftText(left: LeftBehind): string {
  return left === 'key'
    ? 'The API key could not be deleted. It stops working within the hour, and the next start of the app tries again.'
    : 'The test sign-in could not be deleted at Ory; it expires by itself.'
}
