import { z } from 'zod'
import { t } from '../language/translate'
import { asciiDomain } from '../model/domain-name'
import { isJsonArray, type JsonObject } from '../model/json'

const text = z.string().nullish()
/** `domainVerificationStatus` of the API document v1.22.92. */
const entrySchema = z.object({
  domain: z.string().min(1),
  txt_record_name: text,
  txt_record_value: text,
  status: text,
  exempt: z.boolean().nullish(),
})

/** How far Ory's verification of a domain is, and the TXT record that proves who owns it. */
export interface DomainVerification {
  readonly domain: string
  /** `pending`, `verified`, `failed`, empty before it starts, or a newer value of the server. */
  readonly status: string
  /** Older than verification: sign-ins work without the record for now. */
  readonly exempt: boolean
  readonly recordName: string | undefined
  /** Absent before verification starts. */
  readonly recordValue: string | undefined
}

/** Parses `domain_verifications`, which responses may lack; skips malformed entries. */
export function domainVerifications(organization: JsonObject): DomainVerification[] {
  const listed = organization['domain_verifications']
  return (isJsonArray(listed) ? listed : []).flatMap((entry) => {
    const { data } = entrySchema.safeParse(entry)
    if (!data) return []
    return {
      domain: data.domain,
      status: data.status ?? '',
      exempt: data.exempt === true,
      recordName: data.txt_record_name || undefined,
      recordValue: data.txt_record_value || undefined,
    }
  })
}

/** Whether sign-ins depend on an exemption, which Ory calls temporary. */
export const isExempt = ({ exempt, status }: DomainVerification): boolean =>
  exempt && status !== 'verified'

/** Whether the record is still missing; `false` for a status that this version does not know. */
export const isUnverified = ({ exempt, status }: DomainVerification): boolean =>
  !exempt && ['', 'pending', 'failed'].includes(status)

/** A status as people read it; one that this version does not know stays as it is. */
export function verificationText(status: string): string {
  switch (status) {
    case '':
      return t('Not started')
    case 'pending':
      return t('Pending')
    case 'verified':
      return t('Verified')
    case 'failed':
      return t('Failed')
    default:
      return status
  }
}

/** The name at which Ory looks for a domain's TXT record, as its API document shows it. */
export const usualRecordName = (domain: string): string =>
  `_ory-domain-verification.${asciiDomain(domain)}`

const recordLabel = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/

/** Lower-case Punycode name without final dot; `undefined` unless a valid name of at least two labels (RFC 1035). */
export function dnsName(typed: string): string | undefined {
  const name = asciiDomain(typed.trim()).replace(/\.$/, '')
  const labels = name.split('.')
  const isName = name.length <= 253 && labels.length > 1
  return isName && labels.every((label) => recordLabel.test(label)) ? name : undefined
}
