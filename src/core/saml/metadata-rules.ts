import { t } from '../language/translate'
import { dayText } from '../model/format'
import { certificateSentence, certificateState, soonDays } from './certificate-state'
import { usedCertificates } from './certificate-fate'
import { readMetadata } from './metadata'
import type { IdpMetadata } from './metadata-types'
import { metadataForm, metadataText } from './metadata-value'
import { maximumMetadataBytes } from './metadata-screen'
import { milliseconds } from '../model/times'

/** Problem of `raw_idp_metadata_xml`; Ory would refuse an `error`. */
export interface MetadataFinding {
  readonly severity: 'error' | 'warning'
  readonly message: string
}

const error = (message: string): MetadataFinding[] => [{ severity: 'error', message }]

const stillWorks = t('Ory does not look at the date, so members still sign in')

/** Warnings about dates, as sentences. Ory's reader ignores them; the identity provider's software may not. */
export function metadataTimeWarnings(metadata: IdpMetadata, nowIso: string): string[] {
  const found: string[] = []
  const until = metadata.validUntil
  if (until !== undefined && milliseconds(until) < milliseconds(nowIso)) {
    found.push(
      t('The metadata was valid until {end}. Ask for a newer one', { end: dayText(until) }),
    )
  }
  const used = usedCertificates(metadata.certificates)
  const states = used.map((certificate) => certificateState(certificate, nowIso))
  if (states.includes('valid')) return found
  const isUsable = states.includes('expires-soon')
  const only = used.length === 1 ? used[0] : undefined
  const words = only
    ? certificateSentence(only, nowIso)
    : t('None of the {count} signing certificates is valid beyond the next {days} days', {
        count: used.length,
        days: soonDays,
      })
  const remedy = t('Ask for metadata with a newer one')
  found.push(`${isUsable ? words : `${words}. ${stillWorks}`}. ${remedy}`)
  return found
}

/** Problems of a `raw_idp_metadata_xml`; addresses are not fetched. Without `nowIso`, expiry is not checked. */
export function metadataProblems(value: string, nowIso?: string): MetadataFinding[] {
  switch (metadataForm(value)) {
    case 'empty':
      return error(t('Paste the metadata XML, choose its file or enter its URL'))
    case 'refused':
      return error(t('Enter metadata XML or an absolute URL that begins with https://'))
    case 'stored':
      return []
    case 'url':
      return value.toLowerCase().startsWith('https://')
        ? []
        : [
            {
              severity: 'warning',
              message: t(
                'The metadata URL is not https: what it answers can be changed on the way',
              ),
            },
          ]
    case 'inline':
      return inlineProblems(value, nowIso)
  }
}

function inlineProblems(value: string, nowIso: string | undefined): MetadataFinding[] {
  if (value.length > maximumMetadataBytes * 2) {
    return error(
      t('The metadata is larger than 1 MiB. Ask for the metadata of this one application'),
    )
  }
  const text = metadataText(value)
  if (text === undefined) return error(t('The metadata is not valid base64 of UTF-8 text'))
  const reading = readMetadata(text)
  if (!reading.ok) return error(reading.problem.message)
  const timed = nowIso === undefined ? [] : metadataTimeWarnings(reading.metadata, nowIso)
  return [...reading.metadata.warnings, ...timed].map((message) => ({
    severity: 'warning',
    message,
  }))
}
