import { t } from '../../core/language/translate'
import { askYesOrNo } from './ask-yes-or-no'

/** Asks in a dialog of the system before a key is sent to a server that is not Ory's; the default is no. */
export function askToSend(origin: string): Promise<boolean> {
  const { host } = new URL(origin)
  return askYesOrNo({
    type: 'warning',
    message: t('Send a workspace API key to {host}?', { host }),
    detail: t(
      '{host} is neither Ory’s server nor this computer. Whoever runs it can use the key for everything ' +
        'that it may do at Ory. Go on only if you know this server.',
      { host },
    ),
    yes: t('Send the key there'),
  })
}
