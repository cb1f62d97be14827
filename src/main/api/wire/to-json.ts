import type { JsonObject } from '../../../core/model/json'
import type { WireOrganization } from './organization'
import type { WireProject } from './project'

/** What the API answered, with members that no schema names: loose schemas keep them, only the types do not say so. */
export const toJsonObject = (
  value: WireProject | WireOrganization | Readonly<Record<string, unknown>>,
) =>
  // The schemas only admit JSON.
  value as unknown as JsonObject
