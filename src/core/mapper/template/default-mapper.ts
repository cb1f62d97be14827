import type { Protocol } from '../../model/connection'
import { suggestTemplate } from './suggest-template'
import { writeTemplate } from './write-template'

/**
 * A mapper that is safe to start from: it takes the e-mail address and never fails on a missing
 * claim. It is a template, so that the form can go on from it.
 */
export function defaultMapper(protocol: Protocol, provider: string): string {
  return writeTemplate(suggestTemplate({ kind: protocol === 'saml' ? 'saml' : provider }))
}
