import { success } from '../../../src/core/errors/result'
import type { Bridge } from '../../../src/core/ipc/contract'

/** What a test answers in place of main; each part left out answers with an empty success or does nothing. */
interface BridgeParts {
  readonly request?: (
    name: any,
    input: any,
    callId: string,
    onProgress: (progress: any) => void,
  ) => unknown
  readonly cancel?: (callId: string) => void
  readonly subscribe?: (name: any, listener: (payload?: any) => void) => () => void
}

/** Stands in for `window.bridge`, which the preload script sets in the app. The bridge is removed after each test. */
export function setBridge(parts: BridgeParts | undefined): void {
  const bridge = parts && {
    request: () => Promise.resolve(success({})),
    cancel: () => undefined,
    subscribe: () => () => undefined,
    ...parts,
  }
  Object.defineProperty(window, 'bridge', {
    value: bridge as Bridge | undefined,
    configurable: true,
  })
}
