import {
  isProjectUuid,
  projectIdOf,
  uuidOf,
  type ProjectId,
} from '../../../src/core/model/project-id'

/** An id as the app knows it, for tests that need any. */
export const oryServer = 'https://api.console.ory.com'
export const atOry = (uuid: string): ProjectId => projectIdOf(oryServer, uuid)

/** What Ory might call a project. */
export const anyUuid = '00000000-0000-4000-8000-000000000001'

/** Any id, by a number. */
export const someProject = (number: number): ProjectId =>
  atOry(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)

/** What a project of the emulator is called there, by its id in the app or by the same. */
export const uuidIn = (id: string): string => (isProjectUuid(id) ? id : uuidOf(id as ProjectId))

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/**
 * Services to which a test may name a project of its emulator by the UUID alone, since the emulator has
 * another address in each test: the server is added on the way in. What they answer has whole ids.
 *
 * @param isProject whether a UUID is that of a project
 */
export function namingServer<Services extends object>(
  services: Services,
  idOf: (uuid: string) => ProjectId,
  isProject: (uuid: string) => boolean,
): Services {
  const whole = (text: string) => (isProjectUuid(text) ? idOf(text) : text)

  function given(value: unknown, depth: number): unknown {
    if (!isPlain(value) || depth > 3) return value
    let made: Record<string, unknown> | undefined
    for (const [name, item] of Object.entries(value)) {
      const next =
        name === 'projectId' && typeof item === 'string'
          ? whole(item)
          : name === 'projectIds' && Array.isArray(item)
            ? item.map((id) => whole(id as string))
            : ['draft', 'left', 'right', 'record', 'summary', 'place'].includes(name) || depth === 0
              ? given(item, depth + 1)
              : item
      if (next !== item) made = { ...(made ?? value), [name]: next }
    }
    if (typeof value['id'] === 'string' && 'workspaceId' in value && isProjectUuid(value['id'])) {
      made = { ...(made ?? value), id: idOf(value['id']) }
    }
    return made ?? value
  }

  const argument = (value: unknown): unknown => {
    if (typeof value === 'string') return isProject(value) ? whole(value) : value
    if (Array.isArray(value)) return value.map((item) => argument(item))
    return given(value, 0)
  }

  const wrapped = new WeakMap<object, unknown>()
  function wrap<Value>(value: Value): Value {
    const isFunction = typeof value === 'function'
    if (!isFunction && !isPlain(value)) return value
    const known = wrapped.get(value as object)
    if (known !== undefined) return known as Value
    const made = new Proxy(value as object, {
      get: (target, name) => wrap(Reflect.get(target, name) as unknown),
      apply: (target, self, args: unknown[]) =>
        Reflect.apply(target as (...all: unknown[]) => unknown, self, args.map(argument)),
    })
    wrapped.set(value as object, made)
    return made as Value
  }
  return wrap(services)
}
