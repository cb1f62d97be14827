import { dialog, type MessageBoxOptions } from 'electron'
import { t } from '../../core/language/translate'
import { plainLine } from '../../core/model/plain-line'
import { windowInFront } from '../ipc/app-windows'

/** A question to which the answer is one button, or none. */
export interface YesOrNo {
  readonly type: 'question' | 'warning'
  readonly message: string
  readonly detail: string
  /** Words of the button that does it. */
  readonly yes: string
  /** Words of the button that leaves all as it is, which Enter and Escape press too. */
  readonly no?: string
}

/** The options of the system's dialog, and the number of the answer that means yes. */
export function yesOrNoOptions(
  { type, message, detail, yes, no = t('Cancel') }: YesOrNo,
  platform: NodeJS.Platform,
): { readonly options: MessageBoxOptions; readonly yesId: number } {
  // Electron's first button stands at the left on Windows, where what does it comes first, and at the right on
  // macOS. On Linux it stands at the left, where what leaves all as it is comes first.
  const yesFirst = platform === 'win32' || platform === 'darwin'
  const [yesId, noId] = yesFirst ? [0, 1] : [1, 0]
  const buttons = yesFirst ? [yes, no] : [no, yes]
  // They name what others named, and a person decides by them.
  const words = {
    message: plainLine(message),
    detail: detail.split('\n').map(plainLine).join('\n'),
  }
  const keys = { defaultId: noId, cancelId: noId, noLink: true }
  return { options: { type, ...words, buttons, ...keys }, yesId }
}

/** Asks in a dialog of the system, which no page can answer, in front of the window; the default is no. */
export async function askYesOrNo(question: YesOrNo): Promise<boolean> {
  const { options, yesId } = yesOrNoOptions(question, process.platform)
  const window = windowInFront()
  const { response } = window
    ? await dialog.showMessageBox(window, options)
    : await dialog.showMessageBox(options)
  return response === yesId
}
