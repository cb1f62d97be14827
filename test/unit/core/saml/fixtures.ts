import { readFileSync } from 'node:fs'
import { readMetadata } from '../../../../src/core/saml/metadata'
import type { IdpMetadata } from '../../../../src/core/saml/metadata-types'
import type { MetadataProblem } from '../../../../src/core/saml/metadata-types'

/** A file of `test/fixtures/metadata`; its entities are invented and its certificates self-made. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../../../fixtures/metadata/${name}.xml`, import.meta.url), 'utf8')
}

export function metadataOf(xml: string): IdpMetadata {
  const reading = readMetadata(xml)
  if (!reading.ok) throw new Error(`refused: ${reading.problem.message}`)
  return reading.metadata
}

export function problemOf(xml: string): MetadataProblem {
  const reading = readMetadata(xml)
  if (reading.ok) throw new Error('was read')
  return reading.problem
}
