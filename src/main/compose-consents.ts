import { askToReadPrivate, askToUseOldElectron } from './app/ask-consent'
import { askToSend } from './app/ask-to-send'
import type { CheckDeps } from './check/check-service'
import { createAskPerson } from './services/ask-person'
import { createElectronSupport } from './services/workspaces/electron-support'

/**
 * What a person agrees to in a dialog of main, each with its pause after a no.
 *
 * @param builtFor the pinned version of Electron
 */
export function composeConsents(builtFor: string) {
  const person = createAskPerson()
  const electron = createElectronSupport({
    builtFor,
    running: process.versions.electron,
    ask: (question) => person.ask(`electron ${question.host}`, () => askToUseOldElectron(question)),
  })
  const askPrivate: CheckDeps['askPrivate'] = (question) =>
    person.ask(`private ${question.host}`, () => askToReadPrivate(question))
  // One pause for all servers: a page that has them all named asks once.
  const askServer = (origin: string) => person.ask('server', () => askToSend(origin))
  return { person, electron, askPrivate, askServer }
}
