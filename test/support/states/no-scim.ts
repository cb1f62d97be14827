import type { ScimAccess } from '../../../src/main/check/check-service'

/** For checks of connections, which need no host and no secret. */
export const noScim: ScimAccess = {
  hostOf: () => Promise.reject(new Error('No host is asked for')),
  draftSecret: () => Promise.reject(new Error('No secret is asked for')),
  noteSecret: () => {
    throw new Error('No secret is sent')
  },
}
