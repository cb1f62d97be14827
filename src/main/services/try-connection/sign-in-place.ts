export type RefusedThing = 'window' | 'download' | 'address' | 'certificate'

/** First request of the window; a form if it has a body. */
export interface SignInStart {
  readonly address: string
  readonly form?: string
}

export interface SignInPlaceOptions {
  readonly label: string
  /** Pages without TLS are allowed on this computer if the project is there. */
  readonly allowsOwnComputer: boolean
  readonly onAddress: (address: string) => void
  readonly onRefused: (what: RefusedThing, address: string) => void
  readonly onClosed: () => void
}

/** Cookies and window of one sign-in; nothing reaches the disk. */
export interface SignInPlace {
  show(start: SignInStart): void
  hide(): void
  /**
   * Requests with this window's cookies, without redirects; `text` only up to `mostResultBytes`.
   */
  ask(
    method: 'GET' | 'DELETE',
    address: string,
  ): Promise<{ readonly status: number; readonly text: string | undefined }>
  end(): Promise<void>
}

export type OpenSignInPlace = (options: SignInPlaceOptions) => SignInPlace

/** Bytes. */
export const mostResultBytes = 1024 * 1024
