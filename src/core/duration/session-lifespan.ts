import { durationWords, parseDuration } from './duration'

/** A life to choose at one click; an empty `wire` leaves it to the project. */
export const lifespanSuggestions: readonly { readonly name: string; readonly wire: string }[] = [
  { name: '1 hour', wire: '1h' },
  { name: '8 hours', wire: '8h' },
  { name: '1 day', wire: '24h' },
  { name: '7 days', wire: '168h' },
  { name: '30 days', wire: '720h' },
  { name: 'Project default', wire: '' },
]

/** What a session lifespan does, in words; `undefined` for what is no duration. */
export function lifespanMeaning(text: string): string | undefined {
  const duration = parseDuration(text)
  if (duration.kind === 'wrong') return undefined
  return duration.kind === 'default'
    ? 'As long as the project’s own setting says.'
    : `Signs members out after ${durationWords(duration.seconds)}.`
}
