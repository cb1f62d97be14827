import { utf8ToBytes } from '@noble/hashes/utils.js'
import { base64, utf8 } from '@scure/base'
import { maximumMetadataBytes } from './metadata-screen'

const prefix = 'base64://'
const address = /^https?:\/\/[^\s/?#@\\]+(\/\S*|\?\S*)?$/i
const contentAddress = /^https?:\/\/[^\s?#]+\/[0-9a-f]{128}\.[a-z0-9]+$/i

/**
 * The form of a `raw_idp_metadata_xml`: inline XML, an address that Ory fetches, the address of XML
 * that Ory has stored (named by its SHA-512), empty, or something that Ory refuses.
 */
export type MetadataForm = 'inline' | 'url' | 'stored' | 'empty' | 'refused'

export function metadataForm(value: string): MetadataForm {
  if (value === '') return 'empty'
  if (value.startsWith(prefix)) return 'inline'
  if (contentAddress.test(value)) return 'stored'
  return address.test(value) ? 'url' : 'refused'
}

/** The wire form of XML: base64 in the standard alphabet with padding. */
export function toMetadataValue(xml: string): string {
  return prefix + base64.encode(utf8ToBytes(xml))
}

/**
 * The wire form of entered text: an address is kept, anything else becomes inline text, so that
 * unfinished input is not lost.
 */
export function enteredMetadataValue(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  return address.test(trimmed) ? trimmed : toMetadataValue(text)
}

/** The XML of an inline value; `undefined` for another form, or malformed base64 or UTF-8. */
export function metadataText(value: string): string | undefined {
  if (!value.startsWith(prefix)) return undefined
  // Base64 is a third longer; a value far above the limit is not decoded.
  if (value.length > maximumMetadataBytes * 2) return undefined
  try {
    return utf8.encode(base64.decode(value.slice(prefix.length)))
  } catch {
    // Malformed base64 or UTF-8.
    return undefined
  }
}
