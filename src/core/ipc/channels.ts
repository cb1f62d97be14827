/** `progress` carries a call's ID and what its request reports before the answer. */
export const channels = {
  request: 'request',
  progress: 'progress',
  event: 'event',
  cancel: 'cancel',
} as const
