import type { ShownPlace } from '../core/ipc/window-state'

/** What the entry of the app asks of the services that `compose` creates. */
export interface Application {
  /** Opens the windows that there were when the app ended, or one. */
  begin(): Promise<void>
  /** Shows a place in the window in front. */
  goTo(place: ShownPlace): void
  /** Shows in the window in front what of a file with a set-up would be imported. */
  openFile(path: string): Promise<void>
  /** Brings a window to the front, or opens one where there is none. */
  showWindow(): void
  /** Waits until everything is written. */
  close(): Promise<void>
}
