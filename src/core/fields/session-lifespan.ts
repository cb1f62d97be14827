import { isJsonObject, textMember, type JsonObject, type JsonValue } from '../model/json'
import { durationWords, parseDuration } from './duration'
import { t } from '../language/translate'

/** Lifespans to choose with one click; an empty `wire` uses the project's setting. */
export const lifespanSuggestions: readonly { readonly name: string; readonly wire: string }[] = [
  { name: t('1 hour'), wire: '1h' },
  { name: t('8 hours'), wire: '8h' },
  { name: t('1 day'), wire: '24h' },
  { name: t('7 days'), wire: '168h' },
  { name: t('30 days'), wire: '720h' },
  { name: t('Project default'), wire: '' },
]

/** `session.lifespan` of a project, as a Go duration such as `168h0m0s`; `undefined` without one. */
export function projectLifespan(project: JsonObject): string | undefined {
  let node: JsonValue | undefined = project
  for (const name of ['services', 'identity', 'config', 'session']) {
    node = isJsonObject(node) ? node[name] : undefined
  }
  return isJsonObject(node) ? textMember(node, 'lifespan') : undefined
}

/** Describes a lifespan; `undefined` for invalid text. `projectDefault` applies to an empty one. */
export function lifespanMeaning(text: string, projectDefault = ''): string | undefined {
  const duration = parseDuration(text)
  if (duration.kind === 'wrong') return undefined
  if (duration.kind === 'duration') {
    return t('Signs members out after {duration}.', { duration: durationWords(duration.seconds) })
  }
  const inherited = parseDuration(projectDefault)
  return inherited.kind === 'duration'
    ? t('The project’s setting applies: after {duration}.', {
        duration: durationWords(inherited.seconds),
      })
    : t('The project’s setting applies.')
}
