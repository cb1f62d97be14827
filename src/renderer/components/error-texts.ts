import { anotherWindow, type AppError, type ErrorCode } from '../../core/errors/app-error'

/** What a person reads: what happened, what is safe, what to do. */
export interface ErrorText {
  readonly title: string
  readonly safe: string
  readonly todo: string
}

const draftSafe = 'Your draft is safe on this computer.'
const nothingSent = 'Nothing was changed at Ory.'
const text = (title: string, todo: string, safe: string): ErrorText => ({ title, todo, safe })

export const errorTexts: Readonly<Record<ErrorCode, ErrorText>> = {
  'request.unknown': text('The app does not know this request', 'Restart the app.', draftSafe),
  'request.invalid': text(
    'The app refused an input',
    'Check what was entered and try again.',
    nothingSent,
  ),
  'request.forbidden-sender': text(
    'The app refused a request from a foreign page',
    'Restart the app.',
    draftSafe,
  ),
  'request.cancelled': text('Cancelled', 'Start it again when you want to.', draftSafe),
  'network.offline': text(
    'The API cannot be reached',
    'Check the network connection and the API address, then try again.',
    'The last known state stays on screen, and your edits are kept.',
  ),
  'network.timeout': text('The API did not answer in time', 'Try again in a moment.', draftSafe),
  'network.tls': text(
    'The API’s certificate is not trusted',
    'Something between this computer and the API may be intercepting the connection. Ask your network’s administrator, or check the address.',
    'The key was not sent.',
  ),
  'network.proxy': text(
    'The proxy did not let the connection through',
    'Check the proxy settings of this computer, and whether the proxy asks for a sign-in.',
    'The key was not sent.',
  ),
  'network.off': text(
    'You work offline',
    'Go online in the status bar or in the settings, then try again.',
    'Nothing was sent. Edits are kept in the draft.',
  ),
  'network.none': text(
    'This computer has no network',
    'Connect it to a network whose name server (DNS) answers, then try again.',
    'Nothing was sent, and what was found before is kept.',
  ),
  'api.unauthorized': text(
    'This key was refused',
    'The address is right and answered. The key is unknown, was revoked or has expired.',
    'Nothing was changed or stored.',
  ),
  'api.forbidden': text(
    'The key may not do this',
    'Use a key of a workspace with the needed rights.',
    nothingSent,
  ),
  'api.feature-not-available': text(
    'The plan of this project does not include this',
    'See the plans in the Ory Console.',
    draftSafe,
  ),
  'api.quota-exceeded': text(
    'The quota of this project is used up',
    'See the plan in the Ory Console.',
    draftSafe,
  ),
  'api.not-found': text('The API no longer has this', 'Refresh to see what is there.', draftSafe),
  'api.conflict': text(
    'The API already has something with this name',
    'Choose another name and try again.',
    draftSafe,
  ),
  'api.revision-conflict': text(
    'Someone else changed this project',
    'Review your changes again on the newest state.',
    draftSafe,
  ),
  'api.rejected': text(
    'The API did not accept the values',
    'Correct the values named below and try again.',
    draftSafe,
  ),
  'api.rate-limited': text(
    'The API asks to slow down',
    'Wait a minute, then try again.',
    draftSafe,
  ),
  'api.unavailable': text(
    'The API is not available at the moment',
    'Try again in a few minutes.',
    draftSafe,
  ),
  'api.unexpected-response': text(
    'This address did not answer like the Ory API',
    'Check the API address; a sign-in page of the network may be answering in its place.',
    'Nothing was changed or stored.',
  ),
  'electron.out-of-support': text(
    'Electron is out of support here',
    'A real workspace is safer on a computer that can download the right version of Electron. Use it here only if you have to.',
    'The key was not sent.',
  ),
  'secret.unavailable': text(
    'No keychain is available on this computer',
    'Unlock or install one (such as GNOME Keyring), then restart the app.',
    'Keys stay in memory for this session only.',
  ),
  'secret.denied': text(
    'The keychain refused access',
    'Unlock it and allow SSO Workbench, then try again.',
    draftSafe,
  ),
  'secret.missing': text(
    'The key is no longer in the keychain',
    'Replace the key of this workspace.',
    draftSafe,
  ),
  'secret.other-address': text(
    'The key belongs to another address',
    'The address in the app’s files was changed, or the files come from elsewhere. Replace the key, and enter only an address that you know.',
    'The key was not sent.',
  ),
  'secret.unconfirmed': text(
    'This key was stored by an earlier version, without the address it belongs to',
    'Confirm the address below if you know it; otherwise replace the key and enter the right one.',
    'The key was not sent.',
  ),
  'workspace.address-refused': text(
    'The address of this workspace cannot be used',
    'Replace the key and enter the right address with it.',
    'The key was not sent.',
  ),
  'workspace.connected-elsewhere': text(
    'This workspace is connected already, at another address',
    'Replace its key and enter the new address there, or disconnect it first.',
    'Nothing was stored.',
  ),
  'draft.not-found': text(
    'There is no draft of this project',
    'Open the project again.',
    nothingSent,
  ),
  'draft.corrupt': text(
    'The draft’s file is damaged',
    'It was moved aside, not deleted; the settings show where it is.',
    nothingSent,
  ),
  'draft.too-new': text(
    'The draft was written by a newer version',
    'Update SSO Workbench to open it.',
    'The file was left as it is.',
  ),
  'draft.write-failed': text(
    'The draft could not be saved',
    'Check that the disk has free space and the folder is writable, then try again.',
    'Your edits exist only in this window.',
  ),
  'draft.stale': text(
    'The draft is based on another state of the project',
    'Refresh, then review it again.',
    draftSafe,
  ),
  'draft.patch-failed': text(
    'The draft no longer fits the project',
    'Refresh, then review it again.',
    draftSafe,
  ),
  'publish.running': text(
    'This project is being published already',
    'Wait until that publish has ended, then refresh and review again.',
    draftSafe,
  ),
  'publish.lock-out': text(
    'People would be locked out',
    'Review again: the domains have to be confirmed by themselves, or the change taken back.',
    nothingSent,
  ),
  'guard.read-only': text(
    'This project is read-only',
    'It is locked on this computer. Unlock it first if it is to be changed.',
    nothingSent,
  ),
  'guard.not-on-list': text(
    'This project may not be written',
    'Its workspace has a list of the projects that may be, and it is not among them: see the settings of the workspace.',
    nothingSent,
  ),
  'guard.slug': text(
    'Production was not confirmed',
    'Try again and type the project’s slug when you are asked.',
    nothingSent,
  ),
  'guard.unreadable': text(
    'It is not known which projects are locked',
    'The file guards.json cannot be read, so nothing is written. Update SSO Workbench or give this account the right to read it, then start the app again.',
    nothingSent,
  ),
  'try.not-possible': text(
    'This connection cannot be tried',
    'The line below says why.',
    nothingSent,
  ),
  'try.running': text(
    'Another test sign-in is open',
    'Finish or cancel that one first: its window may be behind this one.',
    nothingSent,
  ),
  'try.no-result': text(
    'The result could not be read',
    'Try once more. Ory shows a result only to the browser in which the sign-in ended.',
    'No account was created or changed.',
  ),
  'mapper.hash-mismatch': text(
    'The mapper’s text does not match the hash in its address',
    'Do not trust it: open it in the Ory Console.',
    nothingSent,
  ),
  'mapper.too-large': text(
    'The mapper is too large',
    'A mapper can be at most 1 MiB.',
    nothingSent,
  ),
  'mapper.syntax': text(
    'The mapper is not valid Jsonnet',
    'Correct it where it is marked.',
    draftSafe,
  ),
  'mapper.runtime': text(
    'The mapper fails with these claims',
    'Ory would show its error page to the person who signs in. See the message and where it is marked.',
    nothingSent,
  ),
  'mapper.timeout': text(
    'The mapper ran too long and was stopped',
    'Ory stops a mapper after 1 second. Look for a loop that does not end.',
    draftSafe,
  ),
  'mapper.memory': text(
    'The mapper needed over 256 MB and was stopped',
    'Look for a list or a text that grows without end.',
    draftSafe,
  ),
  'mapper.size': text(
    'The mapper, its claims or its output are too large for Ory',
    'Mapper and claims together can be at most 65,535 bytes, the output at most 262,143 bytes.',
    nothingSent,
  ),
  'mapper.output-shape': text(
    'The mapper’s output is not what Ory expects',
    'Return an object whose identity has traits; the message names the member that is wrong.',
    nothingSent,
  ),
  'mapper.schema': text(
    'The traits do not fit the identity schema',
    'See below which trait is missing or of another type, and what Ory does then.',
    nothingSent,
  ),
  'mapper.stopped': text(
    'The mapper engine stopped',
    'It starts again by itself; run the mapper again.',
    draftSafe,
  ),
  'schema.address-refused': text(
    'The app does not open the address of the identity schema',
    'Traits are not checked until the project names a schema that Ory stores.',
    nothingSent,
  ),
  'schema.unreadable': text(
    'The identity schema cannot be used',
    'Traits are not checked. Open the schema in the Ory Console.',
    nothingSent,
  ),
  'metadata.too-large': text(
    'The metadata is too large',
    'Metadata can be at most 1 MiB: ask for the metadata of this identity provider alone.',
    nothingSent,
  ),
  'metadata.address-refused': text(
    'The app does not open the address of the metadata',
    'Paste its XML instead.',
    nothingSent,
  ),
  'metadata.unreadable': text(
    'The metadata cannot be read',
    'Paste the XML that the identity provider publishes.',
    nothingSent,
  ),
  'project.unread': text(
    'A project was not read on this computer yet',
    'Read it now, or open it once.',
    nothingSent,
  ),
  'project.deleted': text(
    'This project was deleted',
    'Its last state is shown. Nothing can be published to it any more.',
    draftSafe,
  ),
  'file.write-failed': text(
    'The file could not be written',
    'Choose another folder, or free some space.',
    nothingSent,
  ),
  'file.read-failed': text(
    'The file could not be read',
    'See whether it is still there and is the right one, then choose it again.',
    draftSafe,
  ),
  'print.failed': text(
    'Printing did not work',
    'Check that a printer is set up, or save the sheet as a file.',
    nothingSent,
  ),
  'mapper.address-refused': text(
    'The app does not open the address of the mapper',
    'Paste its text to replace it.',
    nothingSent,
  ),
  bug: text(
    'Something went wrong in the app itself',
    'Restart the app; report it if it happens again.',
    draftSafe,
  ),
}

/** Props for `ErrorNote` of an error. */
export function errorNote(error: AppError): ErrorText & { detail?: string; requestId?: string } {
  const withDetail =
    /^(?:bug$|api\.|draft\.|publish\.|guard\.|network\.(?:tls|proxy)$|secret\.(?:other-address|unconfirmed)$|workspace\.)/.test(
      error.code,
    )
  return {
    ...errorTexts[error.code],
    ...(withDetail && error.message !== '' ? { detail: error.message } : {}),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
  }
}

/** Why a draft could not be written, to stand after a colon; `undefined` where the system gave no reason known here. */
export function unsavedReason({ code, message, subject }: AppError): string | undefined {
  if (code === 'publish.running') {
    const who = subject === anotherWindow ? subject : 'another copy of the app'
    return `${who} is publishing this project`
  }
  if (/\b(?:ENOSPC|EDQUOT)\b/.test(message)) return 'the disk is full'
  if (/\b(?:EACCES|EPERM|EROFS)\b/.test(message)) return 'its folder is not writable'
  return undefined
}

/** Words for edits that are not on disk, and what to do. @param error why, where it is known. */
export function unsavedText(error: AppError | undefined): { what: string; todo: string } {
  const reason = error && unsavedReason(error)
  const { todo } = errorTexts[error?.code ?? 'draft.write-failed']
  return {
    what: reason === undefined ? 'Draft not saved' : `Draft not saved: ${reason}`,
    todo: `${todo} The app keeps trying.`,
  }
}
