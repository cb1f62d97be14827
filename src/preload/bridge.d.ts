import type { Bridge } from '../core/ipc/contract'

declare global {
  interface Window {
    /** The only way out of the page; set by the preload script. */
    readonly bridge: Bridge
  }
}
