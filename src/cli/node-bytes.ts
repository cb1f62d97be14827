import type { ByteWork } from '../core/model/mapper-text'
import { hashOf } from '../main/files/team-folder/read-team-files'

/** Node's own. */
export const nodeBytes: ByteWork = {
  sha512: hashOf,
  toBase64: (text) => Buffer.from(text, 'utf8').toString('base64'),
  fromBase64(text) {
    // It passes over what is no base64.
    const bytes = Buffer.from(text, 'base64')
    return bytes.toString('base64') === text ? bytes : undefined
  },
}
