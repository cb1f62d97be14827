/** The sender of a message, according to Electron. */
export interface Sender {
  /** Identifies the window. */
  readonly id: number
  readonly isMainFrame: boolean
  /** Origin of the page in the frame; empty if there is none. */
  readonly origin: string
}

/** Whether it is the app's own page, and no frame within it. @param origin such as `app://workbench` */
export const isTrusted = (sender: Sender, origin: string): boolean =>
  sender.isMainFrame && sender.origin === origin
