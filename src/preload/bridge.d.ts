import type { Bridge } from '../core/ipc/contract'

declare global {
  interface Window {
    /** The page's only access to the app; set by the preload script. */
    readonly bridge: Bridge
  }
}
