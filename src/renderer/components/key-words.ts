import type { ErrorCode } from '../../core/errors/app-error'
import type { KeyProblem, KeyTrouble, Workspace } from '../../core/model/project'

const problems: Readonly<Record<KeyProblem, string>> = {
  'other-address': 'key of another address',
  unconfirmed: 'address not confirmed',
  'address-refused': 'address not usable',
}

const troubles: Readonly<Record<KeyTrouble, string>> = {
  refused: 'key refused',
  'may-not-read': 'key may not read',
  'may-not-write': 'key may not write',
}

/** What is wrong with the key of a workspace, in a few words; `undefined` if nothing is known to be. */
export function keyState(
  workspace: Pick<Workspace, 'hasKey' | 'keyProblem' | 'keyTrouble'> | undefined,
): string | undefined {
  if (!workspace) return undefined
  const { hasKey, keyProblem, keyTrouble } = workspace
  if (!hasKey) return keyProblem ? problems[keyProblem] : 'key missing'
  return keyTrouble && troubles[keyTrouble]
}

/** The same as a sentence, with what to do; for what the server said. */
export const troubleSentences: Readonly<Record<KeyTrouble, string>> = {
  refused:
    'was refused: it has expired or was revoked. Nothing is read or published until it is replaced.',
  'may-not-read':
    'may no longer read every project of the workspace: the last known state stays on screen.',
  'may-not-write': 'may not write to every project of the workspace: drafts are kept.',
}

/** The same where the project that is shown is one that the key may not read. */
export const mayNotReadThis =
  'may no longer read this project: the last known state stays on screen, and your edits are kept in the draft.'

const toldOfKey: Readonly<Record<KeyTrouble, ErrorCode | undefined>> = {
  refused: 'api.unauthorized',
  'may-not-read': 'api.forbidden',
  'may-not-write': undefined,
}

/** Whether what went wrong with a read is what is told of the key of its workspace already. */
export const isToldOfKey = (code: ErrorCode, trouble: KeyTrouble | undefined): boolean =>
  trouble !== undefined && toldOfKey[trouble] === code
