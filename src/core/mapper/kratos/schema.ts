import { appError } from '../../errors/app-error'
import { failure, success, type Result } from '../../errors/result'
import type { KeptAddress, MapperError, SchemaProblem, TraitsCheck } from '../engine'

/** The answer of `engine/identity`; the names are those of its Go side. */
export interface IdentityAnswer {
  readonly unusable?: { readonly part: 'schema' | 'traits'; readonly text: string }
  readonly problems: readonly {
    readonly path: readonly string[]
    readonly keyword: string
    readonly missing: boolean
    readonly message: string
    readonly id: number
    readonly field: string
    readonly text: string
  }[]
  readonly addresses: readonly KeptAddress[]
}

/** The answer as a result; a schema that Kratos cannot use is a failure with the library's message. */
export function toTraitsCheck(answer: IdentityAnswer): Result<TraitsCheck, MapperError> {
  const { unusable, problems, addresses } = answer
  if (unusable) {
    const what = unusable.part === 'schema' ? 'The identity schema cannot be used' : 'Bad traits'
    const error = appError('mapper.schema', `${what}: ${unusable.text}`)
    return failure({ ...error, text: unusable.text })
  }
  return success({ problems: problems.map(toProblem), addresses })
}

function toProblem(raw: IdentityAnswer['problems'][number]): SchemaProblem {
  const { path, keyword, missing, id, field, text } = raw
  return { path, keyword, missing, message: words(raw), page: { id, field, text } }
}

/** The rest of the sentence after the trait's name. */
function words({ keyword, message, missing }: IdentityAnswer['problems'][number]): string {
  if (missing) return 'is required and missing'
  if (keyword === 'additionalProperties') return 'is not known to the schema'
  const types = /^expected (.*), but got (\w+)$/.exec(message)
  if (types) return `must be ${types[1]}, not ${types[2]}`
  const format = /is not valid ("[^"]*")$/.exec(message)
  return format ? `must match format ${format[1]}` : message
}
