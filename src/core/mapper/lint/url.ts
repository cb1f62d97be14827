import { base64, base64nopad, base64url, base64urlnopad } from '@scure/base'
import { t } from '../../language/translate'

export interface MapperUrlFinding {
  readonly message: string
  /** The same text in the form that Ory accepts. */
  readonly fixed?: string
}

const prefix = 'base64://'
const decoders = [base64nopad, base64url, base64urlnopad]

/**
 * Mistakes in the form of a `mapper_url`: base64 without its prefix, without padding or in the
 * alphabet for URLs. `undefined` where there are none.
 */
export function lintMapperUrl(url: string): MapperUrlFinding | undefined {
  if (url.startsWith(prefix)) return lintBase64(url.slice(prefix.length))
  if (/^https?:\/\//.test(url)) return undefined
  if (url.startsWith('file://'))
    return { message: t('Ory Network reads no files: paste the text itself.') }
  const bytes = decode(url) ?? (isBase64(url) ? base64.decode(url) : undefined)
  return bytes && url.length >= 16
    ? { message: t('The prefix base64:// is missing.'), fixed: prefix + base64.encode(bytes) }
    : { message: t('This is neither base64:// nor an https address.') }
}

function lintBase64(content: string): MapperUrlFinding | undefined {
  if (isBase64(content)) return undefined
  const bytes = decode(content)
  if (!bytes) return { message: t('The text after base64:// is not base64.') }
  const message = /[-_]/.test(content)
    ? t('This is base64 in the alphabet for URLs; Ory wants the standard alphabet with padding.')
    : t('This is base64 without its padding; Ory wants the standard alphabet with padding.')
  return { message, fixed: prefix + base64.encode(bytes) }
}

const isBase64 = (content: string) => attempt(() => base64.decode(content)) !== undefined

function decode(content: string): Uint8Array | undefined {
  for (const decoder of decoders) {
    const bytes = attempt(() => decoder.decode(content))
    if (bytes) return bytes
  }
  return undefined
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work()
  } catch {
    // The next decoder may accept it.
    return undefined
  }
}
