import type { Bridge } from '../../../src/core/ipc/contract'

/** Puts a stand-in in the place of `window.bridge`, which in the app the preload script sets. */
export function setBridge(bridge: Bridge | undefined): void {
  Object.defineProperty(window, 'bridge', { value: bridge, configurable: true })
}
