import { t } from '../../core/language/translate'
import type { TryQuestion } from '../services/try-connection/try-connection'
import { askYesOrNo } from './ask-yes-or-no'
import { nameWithEnvironment } from './environment-words'

/** Asks in a dialog of the system before a key is made; the default is no. */
export function askToTry({ project, connection }: TryQuestion): Promise<boolean> {
  return askYesOrNo({
    type: 'question',
    message: t('Try a sign-in with {connection}?', { connection }),
    detail: t(
      'The app makes an API key of {project} that is valid for an hour, makes a test sign-in with it, ' +
        'and deletes the key again at once. Then you sign in at the identity provider. No account is ' +
        'created or changed.',
      { project: nameWithEnvironment(project) },
    ),
    yes: t('Try sign-in'),
  })
}
