/** What a page of the sign-in wanted and did not get. */
export type RefusedThing = 'window' | 'download' | 'address' | 'certificate'

/** Where the window of a sign-in begins; with a body it is a form that is sent. */
export interface SignInStart {
  readonly address: string
  /** `application/x-www-form-urlencoded`. */
  readonly form?: string
}

export interface SignInPlaceOptions {
  /** Of the connection, for the title. */
  readonly label: string
  /** Pages without TLS are shown where the project itself is on this computer, and from this computer alone. */
  readonly allowsOwnComputer: boolean
  /** The window shows the page at this address. */
  readonly onAddress: (address: string) => void
  readonly onRefused: (what: RefusedThing, address: string) => void
  readonly onClosed: () => void
}

/** Memory of one sign-in: its cookies, and its window once there is one. Nothing of it reaches the disk. */
export interface SignInPlace {
  /** Opens the window; once. */
  show(start: SignInStart): void
  /** Closes the window; what it learned stays until `end`. */
  hide(): void
  /**
   * Requests with this window's cookies, without redirects; `text` only up to `mostResultBytes`.
   */
  ask(
    method: 'GET' | 'DELETE',
    address: string,
  ): Promise<{ readonly status: number; readonly text: string | undefined }>
  /** Closes the window and forgets everything. */
  end(): Promise<void>
}

export type OpenSignInPlace = (options: SignInPlaceOptions) => SignInPlace

/** Largest answer with a result, in bytes. */
export const mostResultBytes = 1024 * 1024
