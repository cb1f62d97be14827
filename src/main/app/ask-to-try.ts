import { dialog, type MessageBoxOptions } from 'electron'
import type { TryQuestion } from '../services/try-connection/try-connection'
import { windowInFront } from './window-in-front'

/** Asks in a dialog of the system, which no page can answer, before a key is made; the default is no. */
export async function askToTry({ project, connection }: TryQuestion): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'question',
    message: `Try a sign-in with ${connection}?`,
    detail:
      `The app makes an API key of ${project.name} (${project.environment}) that is valid for an hour, makes a ` +
      'test sign-in with it, and deletes the key again at once. Then you sign in at the identity ' +
      'provider. No account is created or changed.',
    buttons: ['Cancel', 'Try sign-in'],
    defaultId: 0,
    cancelId: 0,
  }
  const window = windowInFront()
  const { response } = window
    ? await dialog.showMessageBox(window, options)
    : await dialog.showMessageBox(options)
  return response === 1
}
