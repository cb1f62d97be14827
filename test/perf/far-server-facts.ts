export interface Size {
  readonly organizations: number
  readonly connections: number
}

/** The server has the large project twice: the app works on one, the bare requests go to the other. */
export const twinId = '5c9f2e18-7f3a-4c0d-8b46-1d2a90e7b003'

/** Milliseconds that each request takes beside the server's own work, as for a way over the internet. */
export const wayMs = 100
