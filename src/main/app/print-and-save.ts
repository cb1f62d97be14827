import { app, dialog, type SaveDialogOptions, type WebContents } from 'electron'
import { join } from 'node:path'
import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import type { RequestInput, RequestOutput } from '../../core/ipc/contract'
import { saveTextFile } from '../files/store/save-text'
import { windowInFront } from '../ipc/app-windows'

const kinds = {
  md: 'Markdown',
  txt: t('Text'),
  json: 'JSON',
  tf: 'Terraform',
  csv: 'CSV',
  ics: t('Calendar'),
} as const

/** Not every system has a folder for documents; then the dialog decides. */
function inDocuments(name: string): string {
  try {
    return join(app.getPath('documents'), name)
  } catch {
    // Electron throws if the system has no such folder.
    return name
  }
}

function saveOptions(suggestedName: string): SaveDialogOptions {
  const endings = ['md', 'json', 'tf', 'csv', 'ics'] as const
  const ending = endings.find((item) => suggestedName.endsWith(`.${item}`)) ?? 'txt'
  return {
    title: t('Save as file'),
    defaultPath: inDocuments(suggestedName),
    filters: [
      { name: kinds[ending], extensions: [ending] },
      { name: t('All files'), extensions: ['*'] },
    ],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  }
}

/** Asks where to save a text, in front of the window; the answer has no name if cancelled. */
export async function saveText({
  suggestedName,
  text,
}: RequestInput<'file.save-text'>): Promise<Result<RequestOutput<'file.save-text'>>> {
  const window = windowInFront()
  const options = saveOptions(suggestedName)
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options)
  return canceled || filePath === '' ? success({}) : saveTextFile(filePath, text)
}

function print(contents: WebContents): Promise<Result<RequestOutput<'page.print'>>> {
  return new Promise((resolve) => {
    contents.print({ printBackground: false }, (done, reason) => {
      if (done) resolve(success({ printed: true }))
      // In Electron only the message distinguishes a cancelled dialog from a failure.
      else if (/cancel/i.test(reason)) resolve(success({ printed: false }))
      else
        resolve(failure(appError('print.failed', reason || t('No reason given'), { retry: true })))
    })
  })
}

/** Prints the page with the system's dialog; the page's print styles decide what is printed. */
export async function printPage(): Promise<Result<RequestOutput<'page.print'>>> {
  const contents = windowInFront()?.webContents
  if (!contents) return failure(appError('print.failed', t('There is no window')))
  try {
    return await print(contents)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : t('Printing did not start')
    return failure(appError('print.failed', reason, { retry: true }))
  }
}
