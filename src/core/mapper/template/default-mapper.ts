import type { Protocol } from '../../model/connection'
import { suggestTemplate } from './suggest-template'
import { writeTemplate } from './write-template'

/** A safe mapper to start from: it uses the email address and never fails on a missing claim. */
export function defaultMapper(protocol: Protocol, provider: string): string {
  return writeTemplate(suggestTemplate({ kind: protocol === 'saml' ? 'saml' : provider }))
}
