import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { samplesFor, type SampleChoice } from '../../../src/core/mapper/samples/samples'
import { sampleFileSchema, type SampleFile } from '../../../src/core/mapper/samples/sample'

/** The folder with the sample claims. */
export const sampleFolder = fileURLToPath(new URL('../../../src/samples', import.meta.url))

/** Names of the files with samples. */
export const sampleNames = readdirSync(sampleFolder)
  .filter((name) => name.endsWith('.json'))
  .sort()

/** One file, not validated. */
export function rawSamples(name: string): unknown {
  return JSON.parse(readFileSync(`${sampleFolder}/${name}`, 'utf8'))
}

/** Every file, validated, by name. */
export function readSamples(): SampleFile[] {
  return sampleNames.map((name) => sampleFileSchema.parse(rawSamples(name)))
}

/** Every sample in the order of the products' names, the general ones first: of sign-ins, then of SCIM clients. */
export function allSamples(files: readonly SampleFile[]): SampleChoice[] {
  return [...signInSamples(files), ...scimSamples(files)]
}

/** What identity providers send at a sign-in. */
export function signInSamples(files: readonly SampleFile[]): SampleChoice[] {
  // No kind of provider has this name, so all samples match equally.
  return samplesFor(files, { provider: 'none' })
}

/** What SCIM clients send. */
export const scimSamples = (files: readonly SampleFile[]): SampleChoice[] =>
  samplesFor(files, { provider: 'scim' })
