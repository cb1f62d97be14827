import { utf8ToBytes } from '@noble/hashes/utils.js'
import { base64, utf8 } from '@scure/base'
import { maximumMetadataBytes } from './metadata-screen'

const prefix = 'base64://'
const address = /^https?:\/\/[^\s/?#@\\]+(\/\S*|\?\S*)?$/i
const contentAddress = /^https?:\/\/[^\s?#]+\/[0-9a-f]{128}\.[a-z0-9]+$/i

/** Inline XML, an address that Ory fetches, Ory's storage address (named by SHA-512), empty, or refused. */
export type MetadataForm = 'inline' | 'url' | 'stored' | 'empty' | 'refused'

export function metadataForm(value: string): MetadataForm {
  if (value === '') return 'empty'
  if (value.startsWith(prefix)) return 'inline'
  if (contentAddress.test(value)) return 'stored'
  return address.test(value) ? 'url' : 'refused'
}

/** Padded standard Base64. */
export function toMetadataValue(xml: string): string {
  return prefix + base64.encode(utf8ToBytes(xml))
}

/** Keeps an address; encodes anything else, so that unfinished input is not lost. */
export function enteredMetadataValue(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  return address.test(trimmed) ? trimmed : toMetadataValue(text)
}

/** Inline XML; `undefined` for other forms, malformed Base64 or UTF-8. */
export function metadataText(value: string): string | undefined {
  if (!value.startsWith(prefix)) return undefined
  // Base64 is a third longer than the XML.
  if (value.length > maximumMetadataBytes * 2) return undefined
  try {
    return utf8.encode(base64.decode(value.slice(prefix.length)))
  } catch {
    // Malformed base64 or UTF-8.
    return undefined
  }
}
