import { dialog, type OpenDialogOptions } from 'electron'
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

async function chooseOneFolder(title: string, buttonLabel: string): Promise<string | undefined> {
  const [folder] = await choose({
    title,
    buttonLabel,
    properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
  })
  return folder
}

/** Asks for a folder to export to; `undefined` if canceled. */
export const chooseFolder = () =>
  chooseOneFolder(t('Folder for the mapper and its cases'), t('Export'))

/** Asks for the folder of a team; `undefined` if canceled. */
export const chooseTeamFolder = () => chooseOneFolder(t('Team folder'), t('Use this folder'))

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

const mostTableBytes = 4_000_000

async function chooseOneFile(title: string, name: string, extensions: string[], bytes: number) {
  const [path] = await choose({
    title,
    buttonLabel: t('Open'),
    filters: [
      { name, extensions },
      { name: t('All files'), extensions: ['*'] },
    ],
    properties: ['openFile'],
  })
  return path === undefined ? undefined : readChosenFile(path, bytes)
}

/** Asks for a file with a set-up and reads it; `undefined` if canceled. */
export const chooseSetUp = (title = t('Import a set-up')) =>
  chooseOneFile(title, t('Set-ups'), ['json', 'yaml', 'yml'], mostSetUpBytes)

/** Reads a file with a set-up that a person chose, whatever it holds. */
export const readSetUp = (path: string) => readChosenFile(path, mostSetUpBytes)

/** Asks for a file with a table and reads it; `undefined` if canceled. */
export const chooseTable = () =>
  chooseOneFile(t('Open a table of domains'), t('Tables'), ['csv', 'tsv', 'txt'], mostTableBytes)

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
