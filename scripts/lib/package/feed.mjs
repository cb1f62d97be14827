// The feed from which an installed app learns of a release; src/core/app/updates/feed.ts says what stands in it. It is signed, so
// that whoever can change what a server answers cannot make an app take another version.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Packages that an app can put in its own place; the others are the system's, or the person's. */
export const updatesItself = (name) =>
  /\.(AppImage|zip)$/.test(name) || (name.endsWith('.exe') && !name.endsWith('_portable.exe'))

const publicText = (key) => key.export({ format: 'der', type: 'spki' }).toString('base64')

/** A new pair of keys: the private one for the workflow's secrets, the public one for its variables. */
export function newKeys() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    RELEASE_SIGNING_KEY: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    RELEASE_PUBLIC_KEY: publicText(publicKey),
  }
}

/**
 * The text of a feed for a release.
 *
 * @param {{ folder: string, names: string[], version: string, sequence: number, signingKey: string, publicKey: string }}
 *   release `names`: the packages in the folder; `sequence`: higher than that of every release before; `signingKey`: base64 of its PKCS #8 form; `publicKey`: the one that the apps were built with
 */
export function signedFeed({ folder, names, version, sequence, signingKey, publicKey }) {
  const key = createPrivateKey({
    key: Buffer.from(signingKey, 'base64'),
    format: 'der',
    type: 'pkcs8',
  })
  if (publicText(createPublicKey(key)) !== publicKey)
    throw new Error('RELEASE_SIGNING_KEY and RELEASE_PUBLIC_KEY are no pair')
  const files = names.filter(updatesItself).map((name) => {
    const path = join(folder, name)
    const sha512 = createHash('sha512').update(readFileSync(path)).digest('base64')
    return { name, sha512, size: statSync(path).size }
  })
  const bytes = Buffer.from(JSON.stringify({ version, sequence, files }))
  const signature = sign(null, bytes, key).toString('base64')
  return `${JSON.stringify({ signed: bytes.toString('base64'), signature })}\n`
}
