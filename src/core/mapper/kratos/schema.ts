import { Ajv, type ErrorObject } from 'ajv'
import addFormats from 'ajv-formats'
import { failure, success, type Result } from '../../errors/result'
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json-value'
import type { SchemaProblem } from '../engine'
import { identifierKeyword, identifierSchema } from './identifier-keyword'

/** International phone numbers as people write them; Kratos has a library for `tel`. */
const telephone = /^\+[1-9](?:[\s().-]?\d){5,14}$/

/**
 * Validates traits as Kratos does: the document is `{ "traits": … }`, formats count, an unknown
 * format does not, and `ory.sh/kratos` is held against its own schema.
 *
 * @param schemaText the whole identity schema in JSON
 * @param traitsText JSON of the traits
 * @returns the problems, none where the traits fit; a text where the schema itself is unusable.
 */
export function validateTraits(
  schemaText: string,
  traitsText: string,
): Result<readonly SchemaProblem[], string> {
  const schema = parse(schemaText)
  if (!isJsonObject(schema)) return failure('The identity schema is not a JSON object.')
  const traits = parse(traitsText)
  if (traits === undefined) return failure('The traits are not JSON.')
  try {
    const ajv = newAjv()
    const mistake = keywordMistake(ajv, schema)
    if (mistake !== undefined) return failure(mistake)
    const validate = ajv.compile(withoutAddress(schema))
    validate({ traits })
    return success(uniqueProblems(validate.errors ?? []))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return failure(`The identity schema cannot be used: ${reason}`)
  }
}

function newAjv(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    validateSchema: false,
    unicodeRegExp: false,
    logger: false,
  })
  addFormats(ajv)
  ajv.addFormat('tel', telephone)
  return ajv
}

/** Kratos refuses a schema that has something unknown under its keyword; ajv lets it pass. */
function keywordMistake(ajv: Ajv, schema: JsonObject): string | undefined {
  const validate = ajv.compile(identifierSchema)
  const wrong = marksOf(schema).find((mark) => !validate(mark))
  if (wrong === undefined) return undefined
  return `The identity schema cannot be used: ${identifierKeyword} does not allow ${JSON.stringify(wrong)}`
}

function marksOf(part: JsonValue): JsonValue[] {
  if (Array.isArray(part)) return part.flatMap(marksOf)
  if (!isJsonObject(part)) return []
  return Object.entries(part).flatMap(([name, value]) =>
    name === identifierKeyword ? [value] : marksOf(value),
  )
}

/** The schema's own address names nothing here, and a draft's name would have to be loaded. */
function withoutAddress(schema: JsonObject): JsonObject {
  const { $schema: _draft, $id: _address, ...rest } = schema
  return rest
}

function uniqueProblems(errors: readonly ErrorObject[]): SchemaProblem[] {
  const problems = errors.map(toProblem)
  const key = ({ path, message }: SchemaProblem) => JSON.stringify([path, message])
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()]
}

function toProblem({ instancePath, keyword, message, params }: ErrorObject): SchemaProblem {
  const path = instancePath.split('/').slice(1).map(unescapePointer)
  const inTraits = path[0] === 'traits' ? path.slice(1) : path
  const missing = keyword === 'required'
  const name = missing
    ? String(params['missingProperty'])
    : keyword === 'additionalProperties'
      ? String(params['additionalProperty'])
      : undefined
  const words = missing
    ? 'is required and missing'
    : keyword === 'additionalProperties'
      ? 'is not known to the schema'
      : (message ?? `does not fit ${keyword}`)
  return {
    path: name === undefined ? inTraits : [...inTraits, name],
    message: words,
    keyword,
    missing,
  }
}

const unescapePointer = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~')

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}
