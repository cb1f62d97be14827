import type { JsonObject } from './json'

/**
 * An entity without the members that its server sets: nobody wrote them, and a list of organizations has them where the
 * project document does not.
 */
export const withoutServerMembers = ({
  created_at: _created,
  updated_at: _updated,
  project_id: _project,
  domain_verifications: _verifications,
  ...rest
}: JsonObject): JsonObject => rest
