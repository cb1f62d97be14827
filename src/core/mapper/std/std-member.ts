/** The type that a call returns, where it is always the same; as `std.type` names it. */
export type StdResult = 'array' | 'boolean' | 'null' | 'number' | 'object' | 'string'

/**
 * A part of the standard library as text: `name(parameters): result` to one sentence. Without
 * parentheses it is a value; without a result its type varies.
 */
export type StdTable = Readonly<Record<string, string>>

export interface StdParameter {
  readonly name: string
  /** Jsonnet code; absent where the parameter is required. */
  readonly default?: string
}

/** A member of `std`. */
export interface StdMember {
  readonly name: string
  /** `std.substr(str, from, len)`, or `std.pi` for a value. */
  readonly signature: string
  /** One sentence, with code between backticks. */
  readonly about: string
  /** Absent for a value, empty for a function without parameters. */
  readonly parameters?: readonly StdParameter[]
  readonly result?: StdResult
  /** Belongs to the engine and is not for mappers. */
  readonly internal: boolean
}

const line = /^([$\w]+)(?:\((.*)\))?(?:: (\w+))?$/

/** Parses one entry of a table. */
export function stdMember([key, about]: readonly [string, string]): StdMember {
  const [, name = key, list, result] = line.exec(key) ?? []
  const call = list === undefined ? '' : `(${list})`
  return {
    name,
    signature: /^\w+$/.test(name) ? `std.${name}${call}` : `std['${name}']${call}`,
    about,
    internal: /^(\$|__)/.test(name),
    ...(list === undefined ? {} : { parameters: parametersOf(list) }),
    // The tables beside this file are the only source, and a test reads all of them.
    ...(result === undefined ? {} : { result: result as StdResult }),
  }
}

function parametersOf(list: string): StdParameter[] {
  // A default may be a text with a comma or a colon in it.
  return [...list.matchAll(/(\w+)(?:=("[^"]*"|\w+))?/g)].map(([, name = '', value]) => ({
    name,
    ...(value === undefined ? {} : { default: value }),
  }))
}
