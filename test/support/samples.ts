import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sampleFileSchema, type SampleFile } from '../../src/core/mapper/samples/sample'

/** The folder with the sample claims. */
export const sampleFolder = fileURLToPath(new URL('../../src/samples', import.meta.url))

/** Names of the files with samples. */
export const sampleNames = readdirSync(sampleFolder)
  .filter((name) => name.endsWith('.json'))
  .sort()

/** One file, unchecked. */
export function rawSamples(name: string): unknown {
  return JSON.parse(readFileSync(`${sampleFolder}/${name}`, 'utf8'))
}

/** Every file, checked, by name. */
export function readSamples(): SampleFile[] {
  return sampleNames.map((name) => sampleFileSchema.parse(rawSamples(name)))
}
