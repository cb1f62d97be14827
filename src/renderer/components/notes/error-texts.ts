import { anotherWindow, type AppError, type ErrorCode } from '../../../core/errors/app-error'
import { t } from '../../../core/language/translate'

/** What a person reads: what happened, what is safe, what to do. */
export interface ErrorText {
  readonly title: string
  readonly safe: string
  readonly todo: string
}

const draftSafe = t('Your draft is safe on this computer.')
const nothingSent = t('Nothing was changed at Ory.')
const text = (title: string, todo: string, safe = draftSafe): ErrorText => ({ title, todo, safe })
const unsent = (title: string, todo: string) => text(title, todo, nothingSent)

export const errorTexts: Readonly<Record<ErrorCode, ErrorText>> = {
  'request.unknown': text(t('The app does not know this request'), t('Restart the app.')),
  'request.invalid': unsent(
    t('The app refused an input'),
    t('Check what was entered and try again.'),
  ),
  'request.forbidden-sender': text(
    t('The app refused a request from a foreign page'),
    t('Restart the app.'),
  ),
  'request.cancelled': text(t('Cancelled'), t('Start it again when you want to.')),
  'network.offline': text(
    t('The API cannot be reached'),
    t('Check the network connection and the API address, then try again.'),
    t('The last known state stays on screen, and your edits are kept.'),
  ),
  'network.timeout': text(t('The API did not answer in time'), t('Try again in a moment.')),
  'network.tls': text(
    t('The API’s certificate is not trusted'),
    t(
      'Something between this computer and the API may be intercepting the connection. Ask your network’s administrator, or check the address.',
    ),
    t('The key was not sent.'),
  ),
  'network.tls-weakened': text(
    t('The app was started with an option that weakens TLS'),
    t('Remove the option from NODE_OPTIONS, or from the command line, and start the app again.'),
    t('The key was not sent.'),
  ),
  'network.proxy': text(
    t('The proxy did not let the connection through'),
    t('Check the proxy settings of this computer, and whether the proxy asks for a sign-in.'),
    t('The key was not sent.'),
  ),
  'network.off': text(
    t('You work offline'),
    t('Go online in the status bar or in the settings, then try again.'),
    t('Nothing was sent. Edits are kept in the draft.'),
  ),
  'network.none': text(
    t('This computer has no network'),
    t('Connect it to a network whose name server (DNS) answers, then try again.'),
    t('Nothing was sent, and what was found before is kept.'),
  ),
  'api.unauthorized': text(
    t('This key was refused'),
    t('The address is right and answered. The key is unknown, was revoked or has expired.'),
    t('Nothing was changed or stored.'),
  ),
  'api.forbidden': unsent(
    t('The key may not do this'),
    t('Use a key of a workspace with the needed rights.'),
  ),
  'api.feature-not-available': text(
    t('The plan of this project does not include this'),
    t('See the plans in the Ory Console.'),
  ),
  'api.quota-exceeded': text(
    t('The quota of this project is used up'),
    t('See the plan in the Ory Console.'),
  ),
  'api.not-found': text(t('The API no longer has this'), t('Refresh to see what is there.')),
  'api.conflict': text(
    t('The API already has something with this name'),
    t('Choose another name and try again.'),
  ),
  'api.revision-conflict': text(
    t('Someone else changed this project'),
    t('Review your changes again on the newest state.'),
  ),
  'api.rejected': text(
    t('The API did not accept the values'),
    t('Correct the values named below and try again.'),
  ),
  'api.rate-limited': text(t('The API asks to slow down'), t('Wait a minute, then try again.')),
  'api.unavailable': text(
    t('The API is not available at the moment'),
    t('Try again in a few minutes.'),
  ),
  'api.unexpected-response': text(
    t('This address did not answer like the Ory API'),
    t('Check the API address; a sign-in page of the network may be answering in its place.'),
    t('Nothing was changed or stored.'),
  ),
  'electron.out-of-support': text(
    t('Electron is out of support here'),
    t(
      'A real workspace is safer on a computer that can download the right version of Electron. Use it here only if you have to.',
    ),
    t('The key was not sent.'),
  ),
  'secret.unavailable': text(
    t('No keychain is available on this computer'),
    t('Unlock or install one (such as GNOME Keyring), then restart the app.'),
    t('Keys stay in memory for this session only.'),
  ),
  'secret.denied': text(
    t('The keychain refused access'),
    t('Unlock it and allow SSO Workbench, then try again.'),
  ),
  'secret.missing': text(
    t('The key is no longer in the keychain'),
    t('Replace the key of this workspace.'),
  ),
  'secret.other-address': text(
    t('The key belongs to another address'),
    t(
      'The address in the app’s files was changed, or the files come from elsewhere. Replace the key: it goes to the address of the one before.',
    ),
    t('The key was not sent.'),
  ),
  'workspace.address-refused': text(
    t('The address of this workspace cannot be used'),
    t('Replace the key: it goes to the address of the one before. Or disconnect the workspace.'),
    t('The key was not sent.'),
  ),
  'workspace.connected-elsewhere': text(
    t('This workspace is connected already, at another address'),
    t('Disconnect it first, then connect it at the new address.'),
    t('Nothing was stored.'),
  ),
  'workspace.address-declined': text(
    t('You did not confirm this address'),
    t('Wait a moment, then connect again, and confirm the address in the question if you know it.'),
    t('The key was not sent.'),
  ),
  'workspace.other-address': text(
    t('A new key does not change the address of a workspace'),
    t('Connect the other address as a new workspace.'),
    t('The key was not sent.'),
  ),
  'draft.not-found': unsent(t('There is no draft of this project'), t('Open the project again.')),
  'draft.corrupt': unsent(
    t('The draft’s file is damaged'),
    t('It was moved aside, not deleted; the settings show where it is.'),
  ),
  'draft.too-new': text(
    t('The draft was written by a newer version'),
    t('Update SSO Workbench to open it.'),
    t('The file was left as it is.'),
  ),
  'draft.write-failed': text(
    t('The draft could not be saved'),
    t('Check that the disk has free space and the folder is writable, then try again.'),
    t('Your edits exist only in this window.'),
  ),
  'draft.stale': text(
    t('The draft is based on another state of the project'),
    t('Refresh, then review it again.'),
  ),
  'draft.patch-failed': text(
    t('The draft no longer fits the project'),
    t('Refresh, then review it again.'),
  ),
  'publish.running': text(
    t('This project is being published already'),
    t('Wait until that publish has ended, then refresh and review again.'),
  ),
  'publish.lock-out': unsent(
    t('People would be locked out'),
    t('Review again: confirm their domains, or undo the change.'),
  ),
  'publish.unconfirmed': unsent(
    t('Production was not confirmed'),
    t('Publish again, and confirm it when you are asked.'),
  ),
  'publish.summary-missing': unsent(
    t('The workspace asks for a summary'),
    t('Write in one line what this publish is for, then publish again.'),
  ),
  'guard.read-only': unsent(
    t('This project is read-only'),
    t('It is locked on this computer. Unlock it first if it is to be changed.'),
  ),
  'guard.not-on-list': unsent(
    t('This project may not be written'),
    t(
      'Its workspace has a list of the projects that may be, and it is not among them: see the settings of the workspace.',
    ),
  ),
  'guard.slug': unsent(
    t('Production was not confirmed'),
    t('Try again and type the project’s slug when you are asked.'),
  ),
  'guard.unreadable': unsent(
    t('It is not known which projects are locked'),
    t(
      'The file guards.json cannot be read, so nothing is written. Update SSO Workbench or give this account the right to read it, then start the app again.',
    ),
  ),
  'guard.too-soon': unsent(
    t('This question is not asked again at once'),
    t('Wait a moment, then try again.'),
  ),
  'try.not-possible': unsent(t('This connection cannot be tried'), t('The line below says why.')),
  'try.running': unsent(
    t('Another test sign-in is open'),
    t('Finish or cancel that one first: its window may be behind this one.'),
  ),
  'try.no-result': text(
    t('The result could not be read'),
    t('Try once more. Ory shows a result only to the browser in which the sign-in ended.'),
    t('No account was created or changed.'),
  ),
  'people.running': unsent(
    t('The people of this project are being read'),
    t('Wait until that is done, or stop it.'),
  ),
  'people.no-key': unsent(
    t('There is no key to read the people of this project with'),
    t('Keep an API key of the project, or let the app make one for the read.'),
  ),
  'people.key-refused': unsent(
    t('The project does not take this key'),
    t(
      'Use an API key of this very project, as the Ory Console makes it under the project’s settings. A workspace API key opens no people.',
    ),
  ),
  'mapper.hash-mismatch': unsent(
    t('The mapper’s text does not match the hash in its address'),
    t('Do not trust it: open it in the Ory Console.'),
  ),
  'mapper.too-large': unsent(t('The mapper is too large'), t('A mapper can be at most 1 MiB.')),
  'mapper.syntax': text(t('The mapper is not valid Jsonnet'), t('Correct it where it is marked.')),
  'mapper.runtime': unsent(
    t('The mapper fails with these claims'),
    t(
      'Ory would show its error page to the person who signs in. See the message and where it is marked.',
    ),
  ),
  'mapper.timeout': text(
    t('The mapper ran too long and was stopped'),
    t('Ory stops a mapper after 1 second. Look for a loop that does not end.'),
  ),
  'mapper.memory': text(
    t('The mapper used too much memory and was stopped'),
    t('Look for a list or a text that grows without end.'),
  ),
  'mapper.size': unsent(
    t('The mapper, its claims or its output are too large for Ory'),
    t('Mapper and claims together can be at most 65,535 bytes, the output at most 262,143 bytes.'),
  ),
  'mapper.output-shape': unsent(
    t('The mapper’s output is not what Ory expects'),
    t('Return an object whose identity has traits; the message names the member that is wrong.'),
  ),
  'mapper.schema': unsent(
    t('The traits do not fit the identity schema'),
    t('See below which trait is missing or of another type, and what Ory does then.'),
  ),
  'mapper.stopped': text(
    t('The mapper engine stopped'),
    t('It starts again by itself; run the mapper again.'),
  ),
  'schema.address-refused': unsent(
    t('The app does not open the address of the identity schema'),
    t('Traits are not checked until the project names a schema that Ory stores.'),
  ),
  'schema.unreadable': unsent(
    t('The identity schema cannot be used'),
    t('Traits are not checked. Open the schema in the Ory Console.'),
  ),
  'metadata.too-large': unsent(
    t('The metadata is too large'),
    t('Metadata can be at most 1 MiB: ask for the metadata of this identity provider alone.'),
  ),
  'metadata.address-refused': unsent(
    t('The app does not open the address of the metadata'),
    t('Paste its XML instead.'),
  ),
  'metadata.unreadable': unsent(
    t('The metadata cannot be read'),
    t('Paste the XML that the identity provider publishes.'),
  ),
  'project.unread': unsent(
    t('A project was not read on this computer yet'),
    t('Read it now, or open it once.'),
  ),
  'project.deleted': text(
    t('This project was deleted'),
    t('Its last state is shown. Nothing can be published to it any more.'),
  ),
  'file.write-failed': unsent(
    t('The file could not be written'),
    t('Choose another folder, or free some space.'),
  ),
  'file.read-failed': text(
    t('The file could not be read'),
    t('See whether it is still there and is the right one, then choose it again.'),
  ),
  'print.failed': unsent(
    t('Printing did not work'),
    t('Check that a printer is set up, or save the sheet as a file.'),
  ),
  'mapper.address-refused': unsent(
    t('The app does not open the address of the mapper'),
    t('Paste its text to replace it.'),
  ),
  bug: text(
    t('Something went wrong in the app itself'),
    t('Restart the app; report it if it happens again.'),
  ),
}

/** Props for `ErrorNote` of an error. */
export function errorNote(error: AppError): ErrorText & { detail?: string; requestId?: string } {
  const withDetail =
    /^(?:bug$|api\.|draft\.|publish\.|guard\.|file\.read-failed$|network\.(?:tls|proxy)$|secret\.other-address$|workspace\.)/.test(
      error.code,
    )
  return {
    ...errorTexts[error.code],
    ...(withDetail && error.message !== '' ? { detail: error.message } : {}),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
  }
}

/** Why a draft could not be written, to follow a colon; `undefined` if the system gave no known reason. */
export function unsavedReason({ code, message, subject }: AppError): string | undefined {
  if (code === 'publish.running') {
    return subject === anotherWindow
      ? t('another window is publishing this project')
      : t('another copy of the app is publishing this project')
  }
  if (/\b(?:ENOSPC|EDQUOT)\b/.test(message)) return t('the disk is full')
  if (/\b(?:EACCES|EPERM|EROFS)\b/.test(message)) return t('its folder is not writable')
  return undefined
}

/** Words for unsaved edits, and what to do. */
export function unsavedText(error: AppError | undefined): { what: string; todo: string } {
  const reason = error && unsavedReason(error)
  const { todo } = errorTexts[error?.code ?? 'draft.write-failed']
  return {
    what: reason === undefined ? t('Draft not saved') : t('Draft not saved: {reason}', { reason }),
    todo: `${todo} ${t('The app keeps trying.')}`,
  }
}
