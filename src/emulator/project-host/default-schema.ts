import { storedText } from '../state/content'
import { isObject, memberAt, textOf } from '../state/json'
import type { Visit } from './visit'

/** The default identity schema of a project, for its mappers. */
export function defaultSchema({ world, project }: Visit) {
  const identity = memberAt(project.services, 'identity', 'config', 'identity') ?? null
  const id = textOf(memberAt(identity, 'default_schema_id') ?? '')
  const list = memberAt(identity, 'schemas')
  const entry = (Array.isArray(list) ? list.filter(isObject) : []).find((each) => each['id'] === id)
  return { id, text: storedText(world.state.content, textOf(entry?.['url'] ?? '')) }
}
