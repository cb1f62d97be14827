import { numberText } from '../../../core/model/format'

/**
 * A number with its noun in English, which diagnostics are written in, such as `1 change` or `2,000 changes`.
 *
 * @param many the noun for any number but 1
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`
}
