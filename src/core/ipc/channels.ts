/** The three IPC channels. */
export const channels = { request: 'request', event: 'event', cancel: 'cancel' } as const
