import type { TryQuestion } from '../services/try-connection/try-connection'
import { askYesOrNo } from './ask-yes-or-no'

/** Asks in a dialog of the system before a key is made; the default is no. */
export function askToTry({ project, connection }: TryQuestion): Promise<boolean> {
  return askYesOrNo({
    type: 'question',
    message: `Try a sign-in with ${connection}?`,
    detail:
      `The app makes an API key of ${project.name} (${project.environment}) that is valid for an hour, makes a ` +
      'test sign-in with it, and deletes the key again at once. Then you sign in at the identity ' +
      'provider. No account is created or changed.',
    yes: 'Try sign-in',
  })
}
