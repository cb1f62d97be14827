import type { ErrorCode } from '../../../core/errors/app-error'
import type { KeyProblem, KeyTrouble, Workspace } from '../../../core/model/project'
import { t } from '../../../core/language/translate'

const problems: Readonly<Record<KeyProblem, string>> = {
  'other-address': t('key of another address'),
  'address-refused': t('address not usable'),
}

const troubles: Readonly<Record<KeyTrouble, string>> = {
  refused: t('key refused'),
  'may-not-read': t('key may not read'),
  'may-not-write': t('key may not write'),
}

/** A few words on a key's problem; `undefined` if none is known. */
export function keyState(
  workspace: Pick<Workspace, 'hasKey' | 'keyProblem' | 'keyTrouble'> | undefined,
): string | undefined {
  if (!workspace) return undefined
  const { hasKey, keyProblem, keyTrouble } = workspace
  if (!hasKey) return keyProblem ? problems[keyProblem] : t('key missing')
  return keyTrouble && troubles[keyTrouble]
}

/** A sentence on a key's problem with what to do. @param isThis whether the shown project is affected */
export function troubleSentence(trouble: KeyTrouble, key: string, isThis: boolean): string {
  switch (trouble) {
    case 'refused':
      return t(
        '{key} was refused: it has expired or was revoked. Nothing is read or published until it ' +
          'is replaced.',
        { key },
      )
    case 'may-not-read':
      return isThis
        ? t(
            '{key} may no longer read this project: the last known state stays on screen, and ' +
              'your edits are kept in the draft.',
            { key },
          )
        : t(
            '{key} may no longer read every project of the workspace: the last known state stays ' +
              'on screen.',
            { key },
          )
    case 'may-not-write':
      return t('{key} may not write to every project of the workspace: drafts are kept.', { key })
  }
}

const toldOfKey: Readonly<Record<KeyTrouble, ErrorCode | undefined>> = {
  refused: 'api.unauthorized',
  'may-not-read': 'api.forbidden',
  'may-not-write': undefined,
}

/** Whether a failed read only repeats what the workspace bar says about the key. */
export const isToldOfKey = (code: ErrorCode, trouble: KeyTrouble | undefined): boolean =>
  trouble !== undefined && toldOfKey[trouble] === code
