import { certificateState, certificateWords, soonDays } from './certificate-state'
import { readMetadata } from './metadata'
import type { IdpMetadata, MetadataCertificate } from './metadata-types'
import { metadataForm, metadataText } from './metadata-value'
import { maximumMetadataBytes } from './metadata-screen'
import { milliseconds } from '../model/times'

/** A finding about `raw_idp_metadata_xml`; an `error` is what Ory would refuse. */
export interface MetadataFinding {
  readonly severity: 'error' | 'warning'
  readonly message: string
}

const error = (message: string): MetadataFinding[] => [{ severity: 'error', message }]

/** The words about a certificate as what follows “The certificate”. */
function predicate(certificate: MetadataCertificate, nowIso: string): string {
  const words = certificateWords(certificate, nowIso)
  const verb = words.startsWith('Not ') ? 'is ' : ''
  return `${verb}${words.charAt(0).toLowerCase()}${words.slice(1)}`
}

function timeWarnings(metadata: IdpMetadata, nowIso: string): string[] {
  const found: string[] = []
  const until = metadata.validUntil
  if (until !== undefined && milliseconds(until) < milliseconds(nowIso)) {
    found.push(`The metadata was valid until ${until.slice(0, 10)}. Ask for a newer one`)
  }
  const signing = metadata.certificates.filter(({ use }) => use !== 'encryption')
  if (signing.some((certificate) => certificateState(certificate, nowIso) === 'valid')) return found
  const only = signing.length === 1 ? signing[0] : undefined
  found.push(
    only
      ? `The signing certificate ${predicate(only, nowIso)}. Ask for metadata with a newer one`
      : `None of the ${signing.length} signing certificates is valid beyond the next ` +
          `${soonDays} days. Ask for metadata with a newer one`,
  )
  return found
}

/**
 * What is wrong with a value of `raw_idp_metadata_xml`. Addresses are not read here: whether they
 * answer is for the connection check.
 *
 * @param nowIso the present time; without it nothing is said about expiry.
 */
export function metadataProblems(value: string, nowIso?: string): MetadataFinding[] {
  switch (metadataForm(value)) {
    case 'empty':
      return error('Paste the metadata XML, choose its file or enter its URL')
    case 'refused':
      return error('Enter metadata XML or an absolute URL that begins with https://')
    case 'stored':
      return []
    case 'url':
      return value.toLowerCase().startsWith('https://')
        ? []
        : [
            {
              severity: 'warning',
              message: 'The metadata URL is not https: what it answers can be changed on the way',
            },
          ]
    case 'inline':
      return inlineProblems(value, nowIso)
  }
}

function inlineProblems(value: string, nowIso: string | undefined): MetadataFinding[] {
  if (value.length > maximumMetadataBytes * 2) {
    return error('The metadata is larger than 1 MiB. Ask for the metadata of this one application')
  }
  const text = metadataText(value)
  if (text === undefined) return error('The metadata is not valid base64 of UTF-8 text')
  const reading = readMetadata(text)
  if (!reading.ok) return error(reading.problem.message)
  const timed = nowIso === undefined ? [] : timeWarnings(reading.metadata, nowIso)
  return [...reading.metadata.warnings, ...timed].map((message) => ({
    severity: 'warning',
    message,
  }))
}
