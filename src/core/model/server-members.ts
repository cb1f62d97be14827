import type { JsonObject } from './json'

/** Drops members that the server sets; lists of organizations have them, the project document does not. */
export const withoutServerMembers = ({
  created_at: _created,
  updated_at: _updated,
  project_id: _project,
  domain_verifications: _verifications,
  ...rest
}: JsonObject): JsonObject => rest
