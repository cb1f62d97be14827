import { dialog, type OpenDialogOptions } from 'electron'
import type { Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import { readChosenFile } from '../files/store/read-chosen'
import { askYesOrNo } from './ask-yes-or-no'
import { windowInFront } from '../ipc/app-windows'

async function choose(options: OpenDialogOptions): Promise<string[]> {
  const window = windowInFront()
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options)
  return canceled ? [] : filePaths
}

/** Asks for a folder to write to, in front of the window; `undefined` if cancelled. */
export async function chooseFolder(): Promise<string | undefined> {
  const [folder] = await choose({
    title: t('Folder for the mapper and its cases'),
    buttonLabel: t('Export'),
    properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
  })
  return folder
}

/** Asks for the folder of a team, in front of the window; `undefined` if cancelled. */
export async function chooseTeamFolder(): Promise<string | undefined> {
  const [folder] = await choose({
    title: t('Team folder'),
    buttonLabel: t('Use this folder'),
    properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
  })
  return folder
}

/** Asks for case files to read; empty if cancelled. */
export function chooseFiles(): Promise<string[]> {
  return choose({
    title: t('Import cases'),
    buttonLabel: t('Import'),
    filters: [
      { name: t('Cases'), extensions: ['json'] },
      { name: t('All files'), extensions: ['*'] },
    ],
    properties: ['openFile', 'multiSelections'],
  })
}

/** Bytes of a file that is read: in UTF-8 a character may have several. */
const mostSetUpBytes = 100_000_000

/** Asks for a file with a set-up and reads it; `undefined` when it was cancelled. */
export async function chooseSetUp(
  title = t('Import a set-up'),
): Promise<Result<{ readonly name: string; readonly text: string }> | undefined> {
  const [path] = await choose({
    title,
    buttonLabel: t('Open'),
    filters: [
      { name: t('Set-ups'), extensions: ['json', 'yaml', 'yml'] },
      { name: t('All files'), extensions: ['*'] },
    ],
    properties: ['openFile'],
  })
  return path === undefined ? undefined : readSetUp(path)
}

/** Reads a file with a set-up that a person chose, whatever it holds. */
export const readSetUp = (path: string) => readChosenFile(path, mostSetUpBytes)

const mostTableBytes = 4_000_000

/** Asks for a file with a table and reads it; `undefined` when it was cancelled. */
export async function chooseTable(): Promise<
  Result<{ readonly name: string; readonly text: string }> | undefined
> {
  const [path] = await choose({
    title: t('Open a table of domains'),
    buttonLabel: t('Open'),
    filters: [
      { name: t('Tables'), extensions: ['csv', 'tsv', 'txt'] },
      { name: t('All files'), extensions: ['*'] },
    ],
    properties: ['openFile'],
  })
  return path === undefined ? undefined : readChosenFile(path, mostTableBytes)
}

const mostNamed = 10

/** Asks before files with other content are replaced; the default is no. */
export function confirmReplace(folder: string, names: readonly string[]): Promise<boolean> {
  const named = names.slice(0, mostNamed)
  const more = names.length - named.length
  return askYesOrNo({
    type: 'warning',
    message: t('{count, plural, one {Replace 1 file?} other {Replace {count} files?}}', {
      count: names.length,
    }),
    detail: [
      t('In {folder} there are other files of the same names:', { folder }),
      ...named,
      ...(more > 0 ? [t('and {more} more', { more })] : []),
    ].join('\n'),
    yes: t('Replace'),
  })
}
