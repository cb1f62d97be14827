/** An API key of a project. Keys are in memory only, so that no file of the demo holds one. */
export interface ProjectKey {
  id: string
  name: string
  project_id: string
  value: string
  created_at: string
  expires_at?: string
}

/** The project that a key opens now; an expired key opens none. */
export function projectOfKey(
  keys: ReadonlyMap<string, ProjectKey>,
  value: string | undefined,
): string | undefined {
  const found = [...keys.values()].find((key) => key.value === value)
  if (!found) return undefined
  const isExpired = found.expires_at !== undefined && Date.parse(found.expires_at) < Date.now()
  return isExpired ? undefined : found.project_id
}
