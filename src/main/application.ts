/** What the entry of the app asks of the services that `compose` creates. */
export interface Application {
  /** Opens the windows that there were when the app ended, or one. */
  begin(): Promise<void>
  /** Shows in the window in front where the first link of the app among some texts leads. */
  openLink(texts: readonly string[]): void
  /** Shows in the window in front what of a file with a set-up would be imported. */
  openFile(path: string): Promise<void>
  /** Brings a window to the front, or opens one where there is none. */
  showWindow(): void
  /** Waits until everything is written. */
  close(): Promise<void>
}
