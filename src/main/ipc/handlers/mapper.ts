import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function mapperHandlers(deps: HandlerDeps) {
  const { projects, mappers, identitySchemas, cases } = deps
  return {
    'mapper.read': (input, { signal }) => projects.readMapper(input, signal),
    'mapper.run': (input, { signal }) => mappers.run(input, signal),
    'mapper.own-read': (input) => cases.readOwn(input),
    'mapper.own-keep': (input) => cases.keepOwn(input),
    'mapper.format': ({ text }, { signal }) => mappers.format(text, signal),
    'mapper.inspect': (input, { signal }) => mappers.inspect(input, signal),
    'mapper.find-sources': (input, { signal }) => mappers.findSources(input, signal),
    'identity-schema.list': async ({ projectId }) => {
      const schemas = await identitySchemas.list(projectId)
      return schemas.ok ? success({ schemas: schemas.value }) : schemas
    },
    'identity-schema.read': async ({ projectId, id }, { signal }) => {
      const text = await identitySchemas.read(projectId, id, signal)
      return text.ok ? success({ text: text.value }) : text
    },
  } satisfies Partial<Handlers>
}
