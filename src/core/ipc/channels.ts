/** The IPC channels; `progress` carries the ID of a call and what its request reports before the answer. */
export const channels = {
  request: 'request',
  progress: 'progress',
  event: 'event',
  cancel: 'cancel',
} as const
