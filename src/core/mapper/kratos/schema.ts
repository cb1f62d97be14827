import { appError } from '../../errors/app-error'
import { failure, success, type Result } from '../../errors/result'
import type { KeptAddress, MapperError, SchemaProblem, TraitsCheck } from '../engine'
import { said, type Say } from './english'

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
    const { part, text } = unusable
    const { message, ...more } = said((t) =>
      part === 'schema'
        ? t('The identity schema cannot be used: {text}', { text })
        : t('Bad traits: {text}', { text }),
    )
    return failure({ ...appError('mapper.schema', message), ...more, text })
  }
  return success({ problems: problems.map(toProblem), addresses })
}

function toProblem(raw: IdentityAnswer['problems'][number]): SchemaProblem {
  const { path, keyword, missing, id, field, text } = raw
  return { path, keyword, missing, ...said((t) => words(t, raw)), page: { id, field, text } }
}

/** The rest of the sentence after the trait's name. */
function words(t: Say, { keyword, message, missing }: IdentityAnswer['problems'][number]): string {
  if (missing) return t('is required and missing')
  if (keyword === 'additionalProperties') return t('is not known to the schema')
  const [, types, got] = /^expected (.*), but got (\w+)$/.exec(message) ?? []
  if (types !== undefined && got !== undefined) {
    const wanted = types.replaceAll(' or ', ` ${t('or')} `)
    return t('must be {wanted}, not {got}', { wanted, got })
  }
  const format = /is not valid ("[^"]*")$/.exec(message)?.[1]
  return format === undefined ? message : t('must match format {format}', { format })
}
