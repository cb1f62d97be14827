import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { guideSchema, type Guide } from '../../../src/core/handover/guide'

/** The folder with the hand-over guides. */
export const guideFiles = fileURLToPath(new URL('../../../src/guides', import.meta.url))

/** Every guide, validated, by the name of its file. */
export function readGuides(): Guide[] {
  return readdirSync(guideFiles)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => guideSchema.parse(JSON.parse(readFileSync(`${guideFiles}/${name}`, 'utf8'))))
}
