import { generateKeyPairSync, sign } from 'node:crypto'
import type { Release } from '../../../src/core/app/updates/feed'

/** A key for feeds, as the release workflow has one. */
export function feedKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    /** As the app is built with it. */
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    /** A feed of this text, signed. */
    signed(text: string): string {
      const bytes = Buffer.from(text)
      return JSON.stringify({
        signed: bytes.toString('base64'),
        signature: sign(null, bytes, privateKey).toString('base64'),
      })
    },
  }
}

/** @param sequence of its feed: higher than that of every release before */
export const releaseOf = (version: string, sequence = 1): Release => ({
  version,
  sequence,
  files: [
    {
      name: `sso-workbench_${version}_linux_x86_64.AppImage`,
      sha512: `${'A'.repeat(86)}==`,
      size: 1_000,
    },
  ],
})
