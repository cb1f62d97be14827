import type { LeftBehind, TryStepTold } from '../../../core/ipc/check'
import { t } from '../../../core/language/translate'

/** What is going on, for the status line. */
export function stepText(step: TryStepTold | undefined): string {
  if (!step) return t('Beginning…')
  switch (step.kind) {
    case 'asking':
      return t('Waiting for your answer in the dialog…')
    case 'preparing':
      return t('Making the test sign-in…')
    case 'at':
      return step.host === ''
        ? t('Go on in the window that opened. It is at no page.')
        : t('Go on in the window that opened. It is at {host}.', { host: step.host })
    case 'reading':
      return t('Reading the result…')
    case 'in-browser':
      return t('Go on in your browser. Then bring the result back here.')
    case 'refused':
    case 'embedded-refused':
      return t('Go on in the window that opened.')
  }
}

type Refused = Extract<TryStepTold, { kind: 'refused' }>

function wantedText({ what, host }: Refused): string {
  switch (what) {
    case 'window':
      return host === ''
        ? t('The page wanted to open a further window.')
        : t('The page wanted to open a further window ({host}).', { host })
    case 'download':
      return host === ''
        ? t('The page wanted to download a file.')
        : t('The page wanted to download a file ({host}).', { host })
    case 'address':
      return host === ''
        ? t('The page wanted to load something without TLS.')
        : t('The page wanted to load something without TLS ({host}).', { host })
    case 'certificate':
      return host === ''
        ? t('The page wanted a client certificate.')
        : t('The page wanted a client certificate ({host}).', { host })
  }
}

export function refusedText(refused: Refused): string {
  return `${wantedText(refused)} ${t('It was refused.')}`
}

export function leftText(left: LeftBehind): string {
  return left === 'key'
    ? t(
        'The API key could not be deleted. It stops working within the hour, and ' +
          'the next start of the app tries again.',
      )
    : t('The test sign-in could not be deleted at Ory; it expires by itself.')
}
