import { scanJson } from './json-scan'
import { isJsonObject, parseJson, type JsonObject } from './json'

/** Maximum number of opening braces to try. */
const tries = 20

/** Finds a JSON object inside other text. */
export function findJson(text: string): { object: JsonObject; alone: boolean } | undefined {
  let start = text.indexOf('{')
  for (let count = 0; start !== -1 && count < tries; count += 1) {
    const scan = scanJson(text, start)
    if (scan.ok && scan.end - start > 2) {
      const json = parseJson(text.slice(start, scan.end))
      const alone = `${text.slice(0, start)}${text.slice(scan.end)}`.trim() === ''
      if (isJsonObject(json)) return { object: json, alone }
    }
    start = text.indexOf('{', start + 1)
  }
  return undefined
}
